#!/usr/bin/env python3
"""Coreference: coreference.py MENTIONS.jsonl [--baselines]

Each line of MENTIONS has an `id`, a `gold` and a `found` chain. Prints MUC (Vilain et al. 1995), B3 (Bagga & Baldwin 1998), CEAFe
(Luo 2005; its assignment by scipy) and their mean F1, the CoNLL score (Pradhan et al. 2012), in per cent. With --baselines also
what no links at all, and links between equal words, would give. Needs scipy and numpy.
"""
import collections
import json
import sys

import numpy
from scipy.optimize import linear_sum_assignment


def chains(of):
    found = collections.defaultdict(set)
    for mention, chain in of.items():
        found[chain].add(mention)
    return list(found.values())


def muc(key, response):
    """Links of `key` that `response` has, and all links of `key`."""
    right = total = 0
    for chain in chains(key):
        total += len(chain) - 1
        right += len(chain) - len({response[m] for m in chain})
    return right, total


def b3(key, response):
    sizes = collections.Counter(response.values())
    both = collections.Counter((key[m], response[m]) for m in key)
    of_key = collections.Counter(key.values())
    recall = sum(n * n / of_key[k] for (k, _), n in both.items()) / len(key)
    precision = sum(n * n / sizes[r] for (_, r), n in both.items()) / len(key)
    return recall, precision


def ceafe(key, response):
    a, b = chains(key), chains(response)
    where = {m: j for j, chain in enumerate(b) for m in chain}
    alike = numpy.zeros((len(a), len(b)), dtype=numpy.float32)
    for i, chain in enumerate(a):
        for j, n in collections.Counter(where[m] for m in chain).items():
            alike[i, j] = 2 * n / (len(chain) + len(b[j]))
    rows, columns = linear_sum_assignment(alike, maximize=True)
    best = float(alike[rows, columns].sum())
    return best / len(a), best / len(b)


def show(name, gold, found):
    right, links = muc(gold, found)
    proper, made = muc(found, gold)
    scores = [(right / links, proper / made if made else 0.0), b3(gold, found), ceafe(gold, found)]
    f1 = [2 * r * p / (r + p) if r + p else 0.0 for r, p in scores]
    parts = [f"{m} {100 * r:.1f} {100 * p:.1f} {100 * f:.1f}" for m, (r, p), f in zip(("MUC", "B3", "CEAFe"), scores, f1)]
    print(f"{name:<12}", *parts, f"CoNLL {100 * sum(f1) / 3:.1f}", sep="   ")


def main():
    mentions = [json.loads(line) for line in open(sys.argv[1], encoding="utf8")]
    gold = {m["id"]: m["gold"] for m in mentions}
    print(f"{len(gold)} mentions, {len(set(gold.values()))} chains; recall, precision, F1")
    show("found", gold, {m["id"]: m["found"] for m in mentions})
    if "--baselines" in sys.argv:
        show("no links", gold, {m: m for m in gold})
        show("equal words", gold, {m["id"]: m["words"].lower() for m in mentions})


if __name__ == "__main__":
    main()
