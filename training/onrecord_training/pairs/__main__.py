"""The whole path to the shipped comparer: `python -m onrecord_training.pairs DATA RECORDS WORDNET WORK`.

DATA is the folder of data sets, RECORDS what `onrecord read --format jsonl` makes of reports like those in `news/`, WORDNET the folder of Debian's
wordnet-base. WORK keeps checkpoints. Our own labelled pairs stand in `annotations/pairs/`. The weights are written into `crates/model/weights/`. About three hours on two busy CPU cores.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from ..__main__ import HERE, encoder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "records", "wordnet", "work"):
        parser.add_argument(name, type=Path)
    a = parser.parse_args()
    base, crate = encoder(), HERE.parent / "crates/model"
    reader, weights = crate / "weights/reader-1.safetensors", crate / "weights/comparer-1.safetensors"
    a.work.mkdir(parents=True, exist_ok=True)

    def run(module, *args):
        command = [sys.executable, "-m", f"onrecord_training.pairs.{module}", *map(str, args)]
        subprocess.run(command, check=True, cwd=HERE)

    def train(out, *args):
        run("train", base, reader, a.work / out, "--data", a.data, "--records", a.records, "--wordnet", a.wordnet, *args)

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


if __name__ == "__main__":
    main()
