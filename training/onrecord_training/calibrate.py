"""Chooses how eagerly cues are taken, and fits the curve of confidence: `python -m onrecord_training.calibrate …`.

On reports that the reader was not trained on: the bias of cues that gives the best F1 of `relation @0.8`, and the logistic
curve from the odds of a statement's two probabilities to the chance that it is right (Platt 1999).
"""

import argparse
import json

import torch

from . import data, evaluate, model


def rightness(score, golds, preds):
    """The scores of each statement given, and whether it is right by `relation @0.8`."""
    gold = {}
    for g in golds:
        gold.setdefault(g["text"], g)
    scores, right = [], []
    for p in preds:
        want, got = score.in_words(gold[p["text"]]), score.in_words(p)
        pairs = score.pair(want, got, lambda a, b: score.iou(a["content"], b["content"]), 0.8)
        hit = {j for i, j in pairs if score.same_source(want[i], got[j])}
        scores += [s["scores"] for s in got]
        right += [float(j in hit) for j in range(len(got))]
    return torch.tensor(scores), torch.tensor(right)


def odds(logp):
    """The logarithms of the odds, bounded as in crates/attribute's `confidence`."""
    logp = logp.double().clamp(max=-1e-12)
    return (logp - torch.log(-torch.expm1(logp))).clamp(-12.0, 8.0)


def fit(scores, right):
    """Constant and factors of the logistic curve, by Newton's method with a breath of ridge."""
    x = torch.cat([torch.ones(len(scores), 1), odds(scores)], 1).double()
    y, w = right.double(), torch.zeros(3, dtype=torch.double)
    for _ in range(50):
        p = torch.sigmoid(x @ w)
        gradient = x.T @ (p - y) + 1e-3 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * torch.eye(3)
        w -= torch.linalg.solve(hessian, gradient)
    return w.tolist()


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("reader"), a.add_argument("data"), a.add_argument("tokenizer"), a.add_argument("out")
    a.add_argument("--biases", type=float, nargs="+", default=[0.0, 0.5, 1.0])
    a = a.parse_args()
    reader, tok, score = model.load(a.reader), data.tokenizer(a.tokenizer), evaluate.referee(a.data)
    golds = data.load(f"{a.data}/polnear/dev.jsonl")
    inputs = evaluate.encoded(reader, tok, golds)
    best = None
    for bias in a.biases:
        preds = evaluate.predict(reader, inputs, bias)
        rows = score.score(golds, preds)
        print(f"cue bias {bias}: {evaluate.summary(rows)}", flush=True)
        f1 = rows["relation @0.8"]["f1"]
        if best is None or f1 > best[0]:
            best = f1, bias, preds
    curve = fit(*rightness(score, golds, best[2]))
    with open(a.out, "w", encoding="utf8") as f:
        json.dump({"cue_bias": best[1], "confidence": curve}, f)
    print(f"kept {best[1]}; confidence {curve}")


if __name__ == "__main__":
    main()
