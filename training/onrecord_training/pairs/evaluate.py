"""Scores: same against the rest, same or part against the rest."""

import torch

from . import examples, model


@torch.no_grad()
def judge(comparer, pieces, given, size=48, both=True):
    """The probabilities of the relations, and of the figures, of each pair; mean of both orders, or for the one given."""
    c, out = comparer.c, torch.zeros(len(given), len(examples.RELATIONS) + len(examples.FIGURES))
    orders = (False, True) if both else (False,)
    for swap in orders:
        rows = [pieces.pair(c, e.b, e.a) if swap else pieces.pair(c, e.a, e.b) for e in given]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        for at in range(0, len(order), size):
            cut = order[at : at + size]
            relation, figures = comparer.judge(*model.batch([rows[i] for i in cut], c.pad))
            out[cut] += torch.cat([relation.softmax(-1), figures.softmax(-1)], -1) / len(orders)
    return out


def f1(predicted, wanted):
    right = sum(p and w for p, w in zip(predicted, wanted))
    total = sum(predicted) + sum(wanted)
    return 200 * right / total if total else 0.0


def best(scores, wanted):
    """The best F1 over all thresholds, and its threshold."""
    found = max((f1([s >= t for s in scores], wanted), t) for t in sorted(set(scores)))
    return found


def distorted(p, given):
    """Of the pairs that contradict, how many are taken for the same; of those that are the same, how many are found."""
    top = p[:, :5].argmax(1).tolist()
    taken = [t == 0 for t, e in zip(top, given) if e.relations == ["contradicts"]]
    found = [t == 0 for t, e in zip(top, given) if e.relations == ["same"]]
    return f"taken for the same {100 * sum(taken) / len(taken):.1f} %, found {100 * sum(found) / len(found):.1f} %"


def summary(p, given):
    same = [e.relations[0] == "same" or "same" in e.relations for e in given]
    either = [bool({"same", "part"} & set(e.relations)) for e in given]
    s, sp = p[:, 0].tolist(), (p[:, 0] + p[:, 1]).tolist()
    top = p[:, :5].argmax(1).tolist()
    return (f"same F1 {f1([t == 0 for t in top], same):.1f} (best {best(s, same)[0]:.1f} at {best(s, same)[1]:.2f}), "
            f"same or part {f1([t < 2 for t in top], either):.1f} (best {best(sp, either)[0]:.1f} at {best(sp, either)[1]:.2f})")
