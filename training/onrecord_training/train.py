"""Trains the reader: `python -m onrecord_training.train DATA ENCODER OUT` (see `--help`).

Attribution from PolNeAR, names from the worldwide name set, in one encoder. Runs on a GPU where there is one.
"""

import argparse
import random
import time
import zlib
from pathlib import Path

import torch
from torch.nn import functional as F

from . import crf, data, evaluate, forms, model

NAME_TYPES = ["Person", "Organization", "Location", "NORP", "Date", "Money", "Facility", "Product", "Misc"]
NAME_TAGS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]


def attribution_reports(given, tok):
    out = []
    for r in given:
        p = data.pieces(r["text"], tok)
        out.append((p, data.gold(p, r["attributions"])))
    return out


def own_reports(folder, corpus, tok, times):
    """Our own annotations, each report `times` over; their contents once."""
    reports, contents = data.annotated(folder, corpus)
    out = []
    for text, given in reports * times + contents:
        p = data.pieces(text, tok)
        out.append((p, data.gold(p, given)))
    return out


def name_reports(path, tok, held_out):
    """The reports for names: those of the held-out countries, or all others."""
    out, reports = [], data.load(path)
    kept_back = held_out_countries([r["doc"] for r in reports])
    for r in reports:
        if (country(r["doc"]) in kept_back) != held_out:
            continue
        text, names = data.name_report(r["sentences"])
        p = data.pieces(text, tok)
        tags = [0] * len(p.ids)
        at = 0
        for s, e, label in names:
            while at < len(p.spans) and p.spans[at][1] <= s:
                at += 1
            i, first = at, True
            while i < len(p.spans) and p.spans[i][0] < e:
                tags[i] = NAME_TAGS.index(("B-" if first else "I-") + label)
                i, first = i + 1, False
        out.append((p, tags))
    return out


def country(doc):
    return doc.split("_")[0]


def held_out_countries(docs):
    """Countries, in the order of a checksum of their names, until a sixth of the reports is held out."""
    out, count = set(), 0
    for name in sorted({country(d) for d in docs}, key=lambda n: zlib.crc32(n.encode())):
        if count * 6 >= len(docs):
            break
        out.add(name)
        count += sum(country(d) == name for d in docs)
    return out


def attribution_examples(reports, rng, size):
    for p, golds in reports:
        for a, b in data.windows(p, size, 0, shift=rng.randrange(size)):
            inside = [g for g in golds if a <= g.cue[0] and g.cue[1] <= b]
            yield p, a, b, inside, None


def name_examples(reports, rng, size):
    for p, tags in reports:
        for a, b in data.windows(p, size, 0, shift=rng.randrange(size)):
            yield p, a, b, None, tags[a:b]


def batches(examples, rng, size, tokens):
    """Examples of like length together, each batch of one task, in random order."""
    examples.sort(key=lambda x: (x[3] is None, x[2] - x[1] + rng.random() * 20))
    out, now = [], []
    for x in examples:
        if now and ((len(now) + 1) * (x[2] - x[1] + 2) > tokens or (x[3] is None) != (now[0][3] is None)):
            out.append(now)
            now = []
        now.append(x)
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def tensors(c, examples, device):
    t = max(b - a for _, a, b, _, _ in examples) + 2
    ids = torch.full((len(examples), t), c.pad)
    features = torch.zeros_like(ids)
    for i, (p, a, b, _, _) in enumerate(examples):
        ids[i, : b - a + 2] = torch.tensor([c.cls, *p.ids[a:b], c.sep])
        features[i, 1 : b - a + 1] = torch.tensor(p.features[a:b])
    return ids.to(device), features.to(device)


def attribution_loss(reader, h, examples, ids):
    device = h.device
    t = h.shape[1]
    mask = torch.zeros(ids.shape, device=device)
    tags = torch.zeros_like(ids)
    windows, starts, ends, roles = [], [], [], []
    for i, (_, a, b, golds, _) in enumerate(examples):
        mask[i, : b - a] = 1
        for g in golds:
            s, e = g.cue[0] - a, g.cue[1] - a
            tags[i, s] = 1
            tags[i, s + 1 : e] = 2
            row = torch.zeros(t - 1, dtype=torch.long)
            for runs, begin in ((g.content, 3), (g.source, 1)):
                for x, y in runs:
                    x, y = max(x, a) - a, min(y, b) - a
                    if x < y:
                        row[x], row[x + 1 : y] = begin, begin + 1
            windows.append(i), starts.append(s), ends.append(e), roles.append(row)
    logits = reader.cue(h)[:, 1:].float()
    m, tags = mask[:, :-1], tags[:, :-1]
    cue_loss = crf.loss(logits, m, tags, reader.cue_moves, model.CUE_TAGS).sum() / m.sum()
    # Cues that the reader would see and the annotators did not: nothing belongs to them.
    with torch.no_grad():
        chance = torch.softmax(logits, -1)[..., 1] * ((tags == 0) & (m > 0))
        likely = (chance > 0.3).nonzero().tolist()
    likely = sorted(likely, key=lambda at: -chance[tuple(at)].item())[: 4 + len(windows) // 2]
    for i, s in likely:
        windows.append(i), starts.append(s), ends.append(s + 1), roles.append(torch.zeros(t - 1, dtype=torch.long))
    if not windows:
        return cue_loss, cue_loss.detach(), cue_loss.detach() * 0
    w = torch.tensor(windows, device=device)
    s, e = torch.tensor(starts, device=device) + 1, torch.tensor(ends, device=device) + 1
    scores = reader.roles(h, w, s, e)[:, 1:].float()
    role_loss = crf.loss(scores, m[w], torch.stack(roles).to(device), reader.role_moves, model.ROLE_TAGS).sum() / len(windows)
    return 10 * cue_loss + 0.2 * role_loss, cue_loss.detach(), role_loss.detach()


def name_loss(reader, h, examples):
    tags = torch.full(h.shape[:2], -100)
    for i, (_, a, b, _, given) in enumerate(examples):
        tags[i, 1 : b - a + 1] = torch.tensor(given)
    return F.cross_entropy(reader.names(h).flatten(0, 1), tags.flatten().to(h.device))


def groups(reader, lr, head_lr, decay):
    """Lower layers learn more slowly; heads and the new feature table faster."""
    enc = reader.encoder
    out = [{"params": [*enc.word.parameters(), *enc.position.parameters(), *enc.norm.parameters()],
            "lr": lr * decay ** len(enc.layers)}]
    if enc.relative is not None:
        out[0]["params"] += list(enc.relative.parameters())
    for i, layer in enumerate(enc.layers):
        out.append({"params": list(layer.parameters()), "lr": lr * decay ** (len(enc.layers) - 1 - i)})
    seen = {id(p) for g in out for p in g["params"]}
    out.append({"params": [p for p in reader.parameters() if id(p) not in seen], "lr": head_lr})
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data"), a.add_argument("encoder"), a.add_argument("out")
    a.add_argument("--start", help="go on from this reader")
    a.add_argument("--own", help="folder of our own annotations")
    a.add_argument("--own-times", type=int, default=2, help="how often they come in an epoch")
    a.add_argument("--forms", type=int, default=0, help="so many lists of quotations in rare forms (forms.py)")
    a.add_argument("--layers", type=int)
    a.add_argument("--epochs", type=int, default=5)
    a.add_argument("--name-share", type=float, default=0.34, help="share of the name set in each epoch")
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--decay", type=float, default=0.95)
    a.add_argument("--tokens", type=int, default=2560, help="pieces a step")
    a.add_argument("--window", type=int, default=data.WINDOW)
    a.add_argument("--dropout", type=float, default=0.1)
    a.add_argument("--reports", type=int, help="only so many reports, for a trial")
    a.add_argument("--stop", type=int, help="end after so many steps of the schedule")
    a.add_argument("--keep-words", action="store_true", help="leave the table of word pieces as it is, since the comparer reads it too")
    a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tok = data.tokenizer(a.encoder)
    Path(a.out).mkdir(parents=True, exist_ok=True)
    reader = model.load(a.start) if a.start else model.from_pretrained(a.encoder, a.layers, NAME_TAGS)
    reader.to(device).train()
    reader.encoder.dropout = a.dropout
    reader.encoder.word.requires_grad_(not a.keep_words)
    annotated = data.load(f"{a.data}/polnear/train.jsonl")[: a.reports]
    reports = attribution_reports(annotated + forms.reports(annotated, rng, a.forms), tok)
    if a.own:
        reports += own_reports(a.own, a.data, tok, a.own_times)
    names = name_reports(f"{a.data}/names/worldwide.jsonl", tok, held_out=False)
    dev, score = data.load(f"{a.data}/polnear/dev.jsonl"), evaluate.referee(a.data)
    print(len(reports), "reports,", sum(len(p.ids) for p, _ in reports), "pieces;", len(names), "for names,",
          sum(len(p.ids) for p, _ in names), "pieces", flush=True)

    def epoch():
        share = rng.sample(names, int(len(names) * a.name_share)) if a.name_share else []
        return batches([*attribution_examples(reports, rng, a.window), *name_examples(share, rng, a.window)],
                       rng, a.window, a.tokens)

    plan = [epoch() for _ in range(a.epochs)]
    total = sum(map(len, plan))
    optimiser = torch.optim.AdamW(groups(reader, a.lr, a.head_lr, a.decay), weight_decay=0.01, fused=True)
    warm = max(total // 20, 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (total - s) / max(total - warm, 1))))
    step, start, seen, mean = 0, time.time(), 0, {}
    average = {k: v.detach().clone() for k, v in reader.state_dict().items()}
    for number, steps in enumerate(plan):
        for examples in steps:
            ids, features = tensors(reader.c, examples, device)
            with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
                h = reader.encoder(ids, features)
            h = F.dropout(h.float(), a.dropout, True)
            if examples[0][3] is None:
                loss = name_loss(reader, h, examples)
                parts = {"names": loss.item()}
            else:
                loss, cue, role = attribution_loss(reader, h, examples, ids)
                parts = {"cue": cue.item(), "role": role.item()}
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
            optimiser.step(), schedule.step(), optimiser.zero_grad(set_to_none=True)
            # The shipped weights are a running mean of the trained ones.
            keep = min(0.995, (step + 1) / (step + 10))
            if step % 4 == 3:
                with torch.no_grad():
                    for k, v in reader.state_dict().items():
                        average[k].lerp_(v, 1 - keep**4)
            step, seen = step + 1, seen + ids.numel()
            for k, v in parts.items():
                mean[k] = v if k not in mean else 0.98 * mean[k] + 0.02 * v
            if step % 20 == 0:
                spent = time.time() - start
                print(f"{step}/{total} " + " ".join(f"{k} {v:.4f}" for k, v in mean.items())
                      + f"  {seen / spent:.0f} pieces/s, {spent / step * (total - step) / 60:.0f} min left", flush=True)
            if step % 200 == 0:
                model.save(reader, f"{a.out}/latest.pt")
            if step == a.stop:
                return
        model.save(reader, f"{a.out}/epoch{number + 1}.pt")
        kept = {k: v.detach().clone() for k, v in reader.state_dict().items()}
        reader.load_state_dict(average)
        model.save(reader, f"{a.out}/average{number + 1}.pt")
        if number + 1 == len(plan) or number % 2 == 0:
            reader.eval()
            reader.cpu()
            print("epoch", number + 1, evaluate.summary(score.score(dev, evaluate.predict(reader, evaluate.encoded(reader, tok, dev)))), flush=True)
            reader.to(device).train()
        reader.load_state_dict(kept)


if __name__ == "__main__":
    main()
