"""Trains the comparer: `python -m onrecord_training.pairs.train ENCODER READER OUT --records … [--pairs …]` (see `--help`)."""

import argparse
import random
import time
from pathlib import Path

import torch

from . import edits, evaluate, examples, model, wordnet


def batches(rows, size, shuffled):
    """Batches of rows of like length, in random order."""
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]) + shuffled.random() * 8))
    cuts = [order[i : i + size] for i in range(0, len(order), size)]
    shuffled.shuffle(cuts)
    return cuts


def accepted(scores, names, given):
    """Minus the logarithm of the probability of all accepted answers together."""
    log = scores.log_softmax(-1)
    mask = torch.full_like(log, float("-inf"))
    for i, answers in enumerate(given):
        for answer in answers:
            mask[i, names.index(answer)] = 0
    return -(log + mask).logsumexp(-1)


def epoch(comparer, pieces, given, singles, optimiser, schedule, shuffled, size, teacher):
    """One pass over `given`; between the pairs single texts, whose vectors are to stay as `teacher` has them."""
    comparer.train()
    c = comparer.c
    rows = [pieces.pair(c, e.a, e.b) for e in given]
    total, began = [], time.time()
    for step, cut in enumerate(batches(rows, size, shuffled)):
        ids, features = model.batch([rows[i] for i in cut], c.pad)
        relation, figures = comparer.judge(ids, features)
        weight = torch.tensor([given[i].weight for i in cut])
        loss = accepted(relation, examples.RELATIONS, [given[i].relations for i in cut])
        loss = loss + 0.3 * accepted(figures, examples.FIGURES, [given[i].figures for i in cut])
        loss = (loss * weight).mean()
        total.append(loss.item())
        if teacher is not None and step % 3 == 0:
            texts = [pieces.single(c, s) for s in shuffled.sample(singles, 16)]
            ids, features = model.batch(texts, c.pad)
            with torch.no_grad():
                wanted = teacher.vector(ids, torch.zeros_like(features))
            near = (comparer.vector(ids, features) * wanted).sum(-1)
            loss = loss + 4 * (1 - near).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(comparer.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 20 == 0:
            near_now = near.mean().item() if teacher is not None else 0.0
            print(f"  step {step}: loss {sum(total[-20:]) / len(total[-20:]):.3f}, vectors {near_now:.3f}, {time.time() - began:.0f} s", flush=True)


def fit(comparer, pieces, sets, singles, args, shuffled, teacher, after=None):
    """Trains on what `sets()` gives anew each epoch."""
    for layer in comparer.encoder.layers[: args.frozen]:
        layer.requires_grad_(False)
    for module in (comparer.encoder.word, comparer.encoder.position, comparer.encoder.norm, comparer.encoder.relative):
        if module is not None:
            module.requires_grad_(False)
    heads = [*comparer.mix.parameters(), *comparer.out.parameters(), comparer.encoder.feature.weight]
    body = [p for p in comparer.encoder.layers.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": args.lr}, {"params": heads, "lr": args.head_lr}], weight_decay=0.01)
    steps = args.epochs * (len(sets()) // args.batch + 1)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm))))
    for number in range(args.epochs):
        epoch(comparer, pieces, sets(), singles, optimiser, schedule, shuffled, args.batch, teacher)
        if after:
            after(number)
    return comparer.eval()


def arguments(parser):
    parser.add_argument("encoder", help="folder of all-MiniLM-L6-v2, or of all-mpnet-base-v2 for the careful judge")
    parser.add_argument("reader", help="the reader's weights, for their table of word pieces")
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", required=True, help="records whose statements rules make pairs of")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--pairs", nargs="*", default=[], help="our own labelled pairs")
    parser.add_argument("--hints", action="store_true", help="learn from ClaimDiff and ECB+ too")
    parser.add_argument("--start", help="checkpoint to go on from")
    parser.add_argument("--made", type=int, default=4000, help="pairs an epoch that rules make")
    parser.add_argument("--written", type=float, default=1.0, help="share of the sentences written for pairs that is used, an epoch")
    parser.add_argument("--judge", action="store_true", help="nothing is asked of single texts' vectors")
    parser.add_argument("--edited", type=int, default=1, help="times that pairs which are the same are edited, an epoch")
    parser.add_argument("--wordnet", help="folder of WordNet's files, for rewording")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--lr", type=float, default=8e-5)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--frozen", type=int, default=2, help="layers that are not trained")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dev", help="labelled pairs to score after each epoch")
    parser.add_argument("--distorted", help="likewise, paraphrases and distortions")
    return parser


def main():
    args = arguments(argparse.ArgumentParser(description=__doc__)).parse_args()
    torch.manual_seed(args.seed)
    shuffled = random.Random(args.seed)
    pieces = model.Pieces(args.encoder)
    if args.wordnet:
        edits.wordnet = wordnet.WordNet(args.wordnet)
    teacher = None if args.judge else model.start(args.encoder, args.reader).eval()
    comparer = model.load(args.start, args.encoder, args.reader) if args.start else model.start(args.encoder, args.reader)
    reports = examples.statements(args.records)
    singles = [s for found, _ in reports for s in found]
    given = [e for path in args.pairs for e in examples.annotated(path, args.data)]
    hints = []
    if args.hints:
        hints = examples.claimdiff(args.data / "claims/claimdiff_train.json")
        hints += examples.ecb(args.data / "events/ecbplus.jsonl", shuffled, 900)
    names = sorted({n for _, found in reports for n in found})

    def sets():
        # What counts little comes seldom; reports' own words count more than 1.
        often = lambda e: e.weight if e.weight > 1 else args.written * e.weight
        turned = [examples.turned(e, shuffled) for e in given if shuffled.random() < often(e)]
        changed = [e for _ in range(args.edited) for e in examples.edited(turned, shuffled, 0.5, names)]
        return turned + changed + hints + examples.made(reports, args.made, shuffled)

    dev, distorted = (examples.labelled(examples.lines(path)) if path else [] for path in (args.dev, args.distorted))

    def after(number):
        model.save(comparer, args.out)
        comparer.eval()
        for measure, held in ((evaluate.summary, dev), (evaluate.distorted, distorted)):
            if held:
                print(number, measure(evaluate.judge(comparer, pieces, held), held), flush=True)

    print(f"{len(given)} labelled pairs, {len(hints)} hints, {len(singles)} statements")
    fit(comparer, pieces, sets, singles, args, shuffled, teacher, after)
    model.save(comparer, args.out)


if __name__ == "__main__":
    main()
