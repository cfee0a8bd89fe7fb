"""Writes our own labelled pairs out in the shape that `onrecord eval` reads: `python -m onrecord_training.pairs.written PAIRS DATA`.

PAIRS is a file of `annotations/pairs/`, places in reports and sentences of our own; DATA the folder of data sets, which has the reports."""

import argparse
import json
from pathlib import Path

from .examples import lines, reports

#: code points before and behind a statement that are given as its context
BEFORE, BEHIND = 200, 150


def side(given, found, published):
    if "report" not in given:
        return {"doc": None, "content_text": given["text"], "source_text": given.get("source", ""),
                "cue_text": given.get("cue", ""), "context": given["text"], "published": published}
    report = found[given["report"]]
    text = report["text"]
    places = [place for part in ("source", "cue", "content") for place in given[part]]
    start, end = min(a for a, _ in places), max(b for _, b in places)
    parts = {f"{part}_text": " ".join(text[a:b] for a, b in given[part]) for part in ("source", "cue", "content")}
    return {"doc": given["report"], "title": report.get("title"), "published": report.get("published"),
            "body": text, "context": text[max(0, start - BEFORE):end + BEHIND], **parts}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("pairs"), a.add_argument("data")
    a = a.parse_args()
    found = reports(Path(a.data))
    for number, given in enumerate(lines(a.pairs), 1):
        first = side(given["a"], found, None)
        second = side(given["b"], found, first["published"])
        print(json.dumps({**given, "n": number, "a": first, "b": second}, ensure_ascii=False))


main()
