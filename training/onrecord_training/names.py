"""Scores names on the countries that were held out: `python -m onrecord_training.names READER DATA TOKENIZER`.

Exact spans with the right type, F1 over all nine types."""

import argparse
from collections import Counter

import torch

from . import crf, data, decode, model, train


def spans(tags, names):
    """Runs of pieces with their types."""
    found = []
    for i, tag in enumerate(tags):
        prefix, _, kind = names[tag].partition("-")
        if prefix == "B":
            found.append([i, i + 1, kind])
        elif prefix == "I" and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1][1] = i + 1
    return {tuple(s) for s in found}


@torch.no_grad()
def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("reader"), a.add_argument("data"), a.add_argument("tokenizer")
    a = a.parse_args()
    reader, tok = model.load(a.reader), data.tokenizer(a.tokenizer)
    flat = torch.zeros(len(reader.c.names), len(reader.c.names))
    right, given, wanted = Counter(), Counter(), Counter()
    for p, tags in train.name_reports(f"{a.data}/names/worldwide.jsonl", tok, held_out=True):
        ranges, h = decode.encode(reader, p)
        scores = reader.names(h)
        home = [decode.central(ranges, i) for i in range(len(p.ids))]
        line = torch.stack([scores[w, i - ranges[w][0] + 1] for i, w in enumerate(home)])
        best = crf.viterbi(line[None], flat, reader.c.names)[0][0].tolist()
        want, got = spans(tags, reader.c.names), spans(best, reader.c.names)
        for count, found in ((right, want & got), (given, got), (wanted, want)):
            count.update(kind for _, _, kind in found)
    for kind in [*train.NAME_TYPES, "all"]:
        r, g, w = (sum(c.values()) if kind == "all" else c[kind] for c in (right, given, wanted))
        print(f"{kind:14} P {r / max(g, 1):6.1%}  R {r / max(w, 1):6.1%}  F1 {2 * r / max(g + w, 1):6.1%}   ({r} right of {g} given, {w} wanted)")


if __name__ == "__main__":
    main()
