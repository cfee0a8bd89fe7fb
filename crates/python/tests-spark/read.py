"""Read reports on a cluster of two workers with a core each: python tests-spark/read.py REPORTS OUT

REPORTS is JSONL or Parquet, OUT a new folder for the records. Tells how long reading took, without the start of Spark.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pile

import onrecord.spark


def main(reports: str, out: str) -> None:
    times = pile.Times()
    with pile.cluster() as session:
        load = session.read.json if Path(reports).suffix == ".jsonl" else session.read.parquet
        with times.step("read"):
            # Some more pieces than cores, so that both are busy to the end.
            onrecord.spark.read(load(reports).repartition(8)).write.parquet(out)
    print(f"{times['read']:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
