"""Scores a reader with the referee: `python -m onrecord_training.evaluate READER DATA [--tokenizer FOLDER]`."""

import argparse
import importlib.util
import json
import time
from pathlib import Path

from . import data, decode, model


def referee(folder):
    spec = importlib.util.spec_from_file_location("score", Path(folder).parent / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def encoded(reader, tok, reports):
    """Each text once, in pieces, with its windows and what the encoder makes of them."""
    texts = dict.fromkeys(r["text"] for r in reports)
    return [(p, *decode.encode(reader, p)) for p in (data.pieces(t, tok) for t in texts)]


def predict(reader, inputs, bias=0.0):
    """The statements of `encoded` reports, in the referee's form, with the scores of each."""
    out = []
    for p, ranges, h in inputs:
        found = []
        for s in decode.decode(reader, p, ranges, h, bias):
            if s.content:
                found.append({"source": decode.spans(p, s.source), "cue": decode.spans(p, [s.cue]),
                              "content": decode.spans(p, s.content), "scores": [s.cue_logp, s.roles_logp]})
        out.append({"text": p.text, "attributions": found})
    return out


def summary(rows):
    pick = ["relation @0.8", "relation @0.3", "source exact", "cue exact", "content exact"]
    return "  ".join(f"{k} {100 * rows[k]['f1']:.1f}" for k in pick if k in rows)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("reader"), a.add_argument("data"), a.add_argument("tokenizer")
    a.add_argument("--bias", type=float, default=0.0)
    a.add_argument("--out")
    a = a.parse_args()
    reader, tok, score = model.load(a.reader), data.tokenizer(a.tokenizer), referee(a.data)
    for name in ("polnear/dev", "statements/world_dev"):
        gold, start = data.load(f"{a.data}/{name}.jsonl"), time.time()
        pred = predict(reader, encoded(reader, tok, gold), a.bias)
        if a.out:
            with open(f"{a.out}.{name.replace('/', '-')}.jsonl", "w", encoding="utf8") as f:
                f.writelines(json.dumps(p, ensure_ascii=False) + "\n" for p in pred)
        rows = score.score(gold, pred)
        print(name, summary(rows), f"({time.time() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
