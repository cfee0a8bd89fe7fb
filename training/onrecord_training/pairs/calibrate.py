"""Fits the curves that make the comparer's answers probabilities: `python -m onrecord_training.pairs.calibrate CHECKPOINT ENCODER READER
PAIRS… --out SETTINGS`.

For "same", and for "same" and "part" together, a logistic curve over the logarithms of the five answers and two hints: that one side
stands in the other word for word, and how much of it that is. Prints figures cross-validated by story, then writes the curves that
all pairs give.
"""

import argparse
import json
import random
import re
from pathlib import Path

import torch

from . import evaluate, examples, model

#: added to a probability before its logarithm is taken, as in the program
FLOOR = 1e-3
OPENING = {"that", "also", "and", "but", "so", "now", "however", "well", "yet"}
LEAST_COPIED, MOSTLY = 5, 0.66


def words(text):
    found = re.findall(r"[^\W\d_]+|\d[\d,.]*\d|\d", text.lower())
    while found and found[0] in OPENING:
        found = found[1:]
    return found


def copied(a, b):
    """How much of the longer side the shorter one is, where it stands in it word for word; else 0."""
    short, long = sorted((words(a), words(b)), key=len)
    inside = f" {' '.join(short)} " in f" {' '.join(long)} "
    return len(short) / len(long) if inside and len(short) >= LEAST_COPIED else 0.0


@torch.no_grad()
def features(comparer, pieces, given):
    # The longer side first, as in the program.
    longer = lambda e: e if (len(e.a["text"]), e.a["text"]) >= (len(e.b["text"]), e.b["text"]) else examples.turned(e, Always())
    ordered = [longer(e) for e in given]
    p = evaluate.judge(comparer, pieces, ordered, both=False)[:, :5]
    share = [copied(e.a["text"], e.b["text"]) for e in given]
    hints = torch.tensor([[float(s >= MOSTLY), float(0 < s < MOSTLY)] for s in share])
    return torch.cat([(p + FLOOR).log(), hints], 1)


class Always:
    def random(self):
        return 0.0


def curve(x, y, weight, strength=3.0):
    """Weights and constant of a logistic curve, held near 0 by `strength`."""
    mean, spread = x.mean(0), x.std(0).clamp(min=0.05)
    w, b = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=300)

    def loss():
        optimiser.zero_grad()
        scores = (x - mean) / spread @ w + b
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, y, weight, reduction="sum") + strength * (w**2).sum() / 2
        value.backward()
        return value

    optimiser.step(loss)
    w, b = w.detach(), b.detach()
    return torch.cat([w / spread, b - (w / spread * mean).sum()])


def apply(x, c):
    return torch.sigmoid(x @ c[:-1] + c[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "encoder", "reader"):
        parser.add_argument(name)
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    pieces, comparer = model.Pieces(args.encoder), model.load(args.checkpoint, args.encoder, args.reader)
    sets = [examples.labelled(examples.lines(path)) for path in args.pairs]
    x = torch.cat([features(comparer, pieces, given) for given in sets])
    of = [i for i, given in enumerate(sets) for _ in given]
    given = [e for each in sets for e in each]
    wanted = {"same": ["same"], "either": ["same", "part"]}
    stories = sorted({e.story for e in given})
    random.Random(1).shuffle(stories)
    fold = [stories.index(e.story) % 5 for e in given]
    settings = {}
    for name, relations in wanted.items():
        y = torch.tensor([float(bool(set(relations) & set(e.relations))) for e in given])
        weight = torch.tensor([e.weight for e in given])
        p = torch.zeros(len(given))
        for k in range(5):
            out = torch.tensor([f == k for f in fold])
            p[out] = apply(x[out], curve(x[~out], y[~out], weight[~out]))
        for i, path in enumerate(args.pairs):
            row = [j for j in range(len(given)) if of[j] == i]
            got, gold = [bool(p[j] >= 0.5) for j in row], [bool(y[j]) for j in row]
            wrong = sum(g for g, w in zip(got, gold) if not w) / max(1, gold.count(False))
            found = sum(g for g, w in zip(got, gold) if w) / max(1, gold.count(True))
            best = evaluate.best([p[j].item() for j in row], gold)
            print(f"{name}, {Path(path).stem}: F1 {evaluate.f1(got, gold):.1f} (best {best[0]:.1f} at {best[1]:.2f}); "
                  f"found {100 * found:.1f} %, of the others taken {100 * wrong:.1f} %")
        settings[name] = [round(v, 4) for v in curve(x, y, weight).tolist()]
    print(json.dumps(settings))
    if args.out:
        args.out.write_text(json.dumps(settings))


if __name__ == "__main__":
    main()
