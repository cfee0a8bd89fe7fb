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


def predict(reader, tok, reports, bias=0.0):
    out, seen = [], set()
    for r in reports:
        if r["text"] in seen:
            continue
        seen.add(r["text"])
        p = data.pieces(r["text"], tok)
        found = []
        for s in decode.read(reader, p, bias):
            if s.content:
                found.append({"source": decode.spans(p, s.source), "cue": decode.spans(p, [s.cue]),
                              "content": decode.spans(p, s.content), "scores": [s.cue_logp, s.roles_logp]})
        out.append({"text": r["text"], "attributions": found})
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
        pred = predict(reader, tok, gold, a.bias)
        if a.out:
            with open(f"{a.out}.{name.replace('/', '-')}.jsonl", "w", encoding="utf8") as f:
                f.writelines(json.dumps(p, ensure_ascii=False) + "\n" for p in pred)
        rows = score.score(gold, pred)
        print(name, summary(rows), f"({time.time() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
