"""Writes what the Rust tests compare with: tiny readers, and what PyTorch reads with them.

    python training/fixtures.py VOCABULARY OUT

VOCABULARY is BERT's `vocab.txt`; the tiny reader keeps the pieces that the sentences below need. OUT is
`crates/model/tests/data`: `plain.*`, `relative.*` (with
MPNet's relative positions) and `pieces.json` are written there.
"""

import json
import random
import re
import sys
import tempfile
from pathlib import Path

import torch

import export
from onrecord_training import crf, data, decode, model

#: pieces of a window, and pieces that neighbours share
SIZE, OVERLAP = 64, 16
#: what a tokeniser may stumble over
STRANGE = [
    "The minister said on Tuesday that talks would resume.",
    "“We won’t yield,” said María Núñez-Ångström, the PARTY’s leader; \"never\".",
    "Café owners in São Paulo—and İstanbul—told Le Monde they’d “had enough”…",
    "東京 officials (外務省) said: 「まだ」 … and 한국 agreed.",
    "Emoji 👍🏽 in a tweet by @some_user: “no 🙂” #stop",
    "odd\u00a0spaces\u2003here\u200band\u00adthere\ttabs\u2028line",
    "x" * 101 + " said; " + "ab" * 50 + " agreed",
    "It cost $3.5m, or 12%, in 2023–24. He e-mailed a.b@example.org [sic].",
    "ﬁnal Ǆ ẞtraße ΑΣ Ελλάδα Москва שלום العربية ไทย हिन्दी",
    "\ufeffBOM \x00nul \x07bell \ufffdreplacement \ue000private a\x0cb c\x1cd e\x85f",
    "A\u030angstro\u0308m e\u0301lu \u0301alone I\u0307I",
    "",
    "   ",
]
SOURCES = ["the minister", "Ada Marsh", "a spokesman for the port", "two officials", "the Harbour Post", "he"]
CUES = ["said", "told reporters", "denied", "added", "insisted"]
CONTENTS = ["the talks had broken down", "the strike would go on", "it would close the gates next week",
            "nobody had read the offer", "more ships were waiting outside"]
FILLERS = ["The gates were shut all day.", "Rain fell on the harbour.", "About 200 ships wait there."]
NAMES = {"Ada Marsh": "person", "Harbour Post": "body"}
NAME_TAGS = ["O", "B-person", "I-person", "B-body", "I-body"]


def report(shuffled, sentences):
    """A made-up report: its text, attributions and names, in the shape of the training data."""
    text, attributions, names = "", [], []
    for _ in range(sentences):
        if shuffled.random() < 0.2:
            text += shuffled.choice(FILLERS)
        else:
            source, cue, content = shuffled.choice(SOURCES), shuffled.choice(CUES), shuffled.choice(CONTENTS)
            form = shuffled.choice(["{s} {c} {x}.", "“{x}”, {s} {c}.", "{x}, {s} {c}.", "On Monday {s} {c} that {x}."])
            at = {}
            for part in re.split(r"({.})", form):
                words = {"{s}": source, "{c}": cue, "{x}": content}.get(part, part)
                at[part] = [len(text), len(text) + len(words)]
                text += words
            attributions.append({"source": [at["{s}"]], "cue": [at["{c}"]], "content": [at["{x}"]]})
        text += shuffled.choice([" ", " ", "\n"])
    for name, kind in NAMES.items():
        names += [(m.start(), m.end(), kind) for m in re.finditer(name, text)]
    return text, attributions, names


def tiny(words, relative):
    """A reader of two narrow layers, its weights random."""
    torch.manual_seed(3)
    c = model.Config(
        vocab=len(words), hidden=64, layers=2, heads=2, ffn=96, positions=64, role=16, relative_buckets=8 * relative,
        names=NAME_TAGS, cls=words.index("[CLS]"), sep=words.index("[SEP]"), pad=words.index("[PAD]"),
        unk=words.index("[UNK]"),
    )
    reader = model.Reader(c)
    with torch.no_grad():
        # Biases and scales that differ, so that one mistaken for another shows.
        for name, parameter in reader.named_parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
        reader.encoder.feature.weight.normal_(0, 0.1)
    return reader


def train(reader, tok, steps=400):
    """Teaches the reader the made-up reports, well enough that rounding changes no tag."""
    shuffled = random.Random(5)
    optimiser = torch.optim.Adam(reader.parameters(), 3e-3)
    cross = torch.nn.functional.cross_entropy
    for _ in range(steps):
        text, attributions, names = report(shuffled, 4)
        p = data.pieces(text, tok)
        n = min(len(p.ids), SIZE - 2)
        ids, features = decode.batch(reader.c, p, [(0, n)])
        h = reader.encoder(ids, features)
        gold = [g for g in data.gold(p, attributions) if g.cue[1] <= n]
        cues, kinds = torch.zeros(n, dtype=torch.long), torch.zeros(n, dtype=torch.long)
        roles = torch.zeros(len(gold), n, dtype=torch.long)

        def mark(row, runs, begin):
            for s, e in runs:
                row[s:e] = begin + 1
                row[s : s + 1] = begin

        mark(cues, [g.cue for g in gold], 1)
        for row, g in zip(roles, gold):
            mark(row, g.source, 1)
            mark(row, g.content, 3)
        for (start, end, kind) in names:
            run = data.covered(p, [(start, end)])[0]
            mark(kinds, [(run[0], run[-1] + 1)], NAME_TAGS.index("B-" + kind))
        loss = cross(reader.cue(h)[0, 1 : n + 1], cues) + cross(reader.names(h)[0, 1 : n + 1], kinds)
        if gold:
            starts, ends = (torch.tensor([g.cue[i] + 1 for g in gold]) for i in (0, 1))
            logits = reader.roles(h, torch.zeros(len(gold), dtype=torch.long), starts, ends)[:, 1 : n + 1]
            loss = loss + cross(logits.flatten(0, 1), roles.flatten())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return loss.item()


def spelled(text, tok):
    """What the tokeniser makes of a text."""
    p = data.pieces(text, tok)
    tokens = [t for a, b in data.paragraphs(text) for t in tok.encode(text[a:b], add_special_tokens=False).tokens]
    return {"text": text, "tokens": tokens, "spans": p.spans, "features": p.features}


def reading(reader, p):
    """What PyTorch reads."""
    ranges, h = decode.encode(reader, p, SIZE, OVERLAP)
    home = [decode.central(ranges, i) for i in range(len(p.ids))]
    logits = reader.names(h)
    names = torch.stack([logits[w, i - ranges[w][0] + 1] for i, w in enumerate(home)])
    name_tags, _ = crf.viterbi(names[None], torch.zeros(len(NAME_TAGS), len(NAME_TAGS)), NAME_TAGS)
    statements = []
    for s in decode.read(reader, p, size=SIZE, overlap=OVERLAP):
        w = home[s.cue[0]]
        low, high = ranges[w]
        edges = (torch.tensor([x - low + 1]) for x in s.cue)
        scores = reader.roles(h, torch.tensor([w]), *edges)[0, 1 : high - low + 1]
        statements.append({
            "cue": s.cue, "source": s.source, "content": s.content, "cue_logp": s.cue_logp, "roles_logp": s.roles_logp,
            "first": low, "scores": [[round(x, 3) for x in row] for row in scores.tolist()],
        })
    return {
        "text": p.text, "ids": p.ids, "features": p.features, "sentences": [p.spans[i][0] for i in p.sentences],
        "names": name_tags[0].tolist(), "statements": statements,
    }


def main():
    vocabulary, out = Path(sys.argv[1]), Path(sys.argv[2])
    tok = data.tokenizer(vocabulary.parent)
    cases = [spelled(text, tok) for text in STRANGE]
    made_up = " ".join(SOURCES + CUES + CONTENTS + FILLERS) + " on monday that “ ” , . [UNK]"
    used = {t for case in cases for t in case["tokens"]} | set(tok.encode(made_up).tokens)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    words = special + sorted(used - set(special))
    lines = "\n".join(words)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vocab.txt").write_text(lines)
        tok = data.tokenizer(folder)
    # The texts are read with the tiny vocabulary, in which some words fall apart in other ways.
    cases = [spelled(text, tok) for text in STRANGE]
    (out / "pieces.json").write_text(json.dumps({"vocabulary": words, "cases": cases}))
    p = data.pieces(report(random.Random(11), 24)[0], tok)
    for kind in ("plain", "relative"):
        reader = tiny(words, kind == "relative")
        loss = train(reader, tok)
        with torch.no_grad():
            reader.cue_moves.normal_(0, 0.3)
            reader.role_moves.normal_(0, 0.3)
            export.write(reader.eval(), lines, out / f"{kind}.safetensors", kind, size=SIZE, overlap=OVERLAP)
            found = reading(export.dequantised(reader), p)
        (out / f"{kind}.json").write_text(json.dumps(found))
        print(f"{kind}: loss {loss:.3f}, {len(p.ids)} pieces, {len(found['statements'])} statements")


if __name__ == "__main__":
    main()
