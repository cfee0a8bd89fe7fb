"""Scores the program's names on the countries that were held out of training:

    python -m onrecord_training.names write DATA > GOLD.jsonl
    cargo run --release -p onrecord-resolve --example names GOLD.jsonl > FOUND.jsonl
    python -m onrecord_training.names score GOLD.jsonl FOUND.jsonl

Exact spans with the right type, F1 over all nine types."""

import argparse
import json
from collections import Counter

from . import data, train


def write(corpus):
    """Prints the reports of the held-out countries, one a line, with their names."""
    reports = data.load(f"{corpus}/names/worldwide.jsonl")
    kept_back = train.held_out_countries([r["doc"] for r in reports])
    for report in reports:
        if train.country(report["doc"]) in kept_back:
            text, names = data.name_report(report["sentences"])
            print(json.dumps({"text": text, "names": names}, ensure_ascii=False))


def score(gold, found):
    """Prints precision, recall and F1 of each type."""
    right, given, wanted = Counter(), Counter(), Counter()
    for want, got in zip(data.load(gold), data.load(found), strict=True):
        if want["text"] != got["text"]:
            raise SystemExit("these are different reports")
        want, got = ({tuple(name) for name in report["names"]} for report in (want, got))
        for count, names in ((right, want & got), (given, got), (wanted, want)):
            count.update(kind for _, _, kind in names)
    for kind in [*train.NAME_TYPES, "all"]:
        r, g, w = (sum(c.values()) if kind == "all" else c[kind] for c in (right, given, wanted))
        print(f"{kind:14} P {r / max(g, 1):6.1%}  R {r / max(w, 1):6.1%}  F1 {2 * r / max(g + w, 1):6.1%}   ({r} right of {g} given, {w} wanted)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, work, words in (("write", write, ["corpus"]), ("score", score, ["gold", "found"])):
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        for word in words:
            command.add_argument(word)
    words = vars(parser.parse_args())
    words.pop("work")(**words)


if __name__ == "__main__":
    main()
