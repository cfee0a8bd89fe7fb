#!/usr/bin/env python3
"""Holds `onrecord eval` to a reference scorer:  parity.py SCORER GOLD.jsonl PRED.jsonl [ONRECORD]

SCORER is a Python script that is called as `SCORER GOLD PRED --json` and prints an object of rows, each with precision,
recall, f1, right, predicted and gold. Both must print the same rows, in the same order, with the same counts; shares may
differ by rounding in the last place. ONRECORD is the program (default: target/release/onrecord). Exit 0 if they agree.
"""
import json
import subprocess
import sys


def run(*command):
    # Exit 1 says that some report has no prediction, which both count alike.
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"{command[0]}: {done.stderr}")
    return json.loads(done.stdout)


def main():
    if not 4 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    scorer, gold, pred = sys.argv[1:4]
    onrecord = sys.argv[4] if len(sys.argv) == 5 else "target/release/onrecord"
    want = run(sys.executable, scorer, gold, pred, "--json")
    got = run(onrecord, "eval", gold, "--pred", pred, "--json")["rows"]
    differ = [] if list(want) == list(got) else [f"rows: {list(want)} / {list(got)}"]
    for row in want.keys() & got.keys():
        for figure, value in want[row].items():
            if abs(value - got[row][figure]) > 1e-12:
                differ.append(f"{row}, {figure}: {value} / {got[row][figure]}")
    print("\n".join(differ) or f"{len(want)} rows agree")
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
