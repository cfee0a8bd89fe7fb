"""A pile of reports, compared on one machine and on a cluster: what test_spark.py asks, and a command to ask it of more.

    python tests-spark/pile.py REPORTS.jsonl N FOLDER [--kill]

compares the first N reports of a file of JSONL both ways, tells how long each took, and fails where they differ. With --kill an
executor is killed while pairs are judged.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession

import onrecord.spark

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"

#: What is told otherwise in another telling.
OTHERWISE = [
    ("At least nine", "At least eleven"),
    ("nine", "ten"),
    ("said", "told reporters"),
    ("Marsand", "Brill"),
    ("grain", "cement"),
    ("denied", "disputed"),
    ("Tuesday", "Wednesday"),
    ("was", "had been"),
]


def generated(count: int, seed: int = 5) -> list[dict[str, str]]:
    """Reports made of the paragraphs of the examples: some word for word, some told otherwise, of several outlets and days."""
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    stories = [[part for part in text.split("\n\n") if len(part) > 80] for text in texts]
    reports = []
    for number in range(count):
        story = chance.choice(stories)
        parts = chance.sample(story, k=min(len(story), chance.randint(2, 5)))
        parts += chance.sample(chance.choice(stories), k=1)
        text = "\n\n".join(parts)
        for words, others in chance.sample(OTHERWISE, k=chance.randint(0, 3)):
            text = text.replace(words, others)
        report = {
            "id": f"g{number}",
            "title": text.split(".")[0][:80],
            "outlet": chance.choice(["Northwire", "Marsand Courier", "Valley Herald", "Global Ledger"]),
            "text": text,
        }
        if chance.random() < 0.9:
            report["published"] = f"2024-{chance.randint(3, 5):02}-{chance.randint(5, 20):02}"
        reports.append(report)
    # The same bytes twice.
    return [*reports, reports[0]]


def write(reports: list[dict[str, str]], path: Path, pieces: int = 4) -> None:
    """Writes reports as a folder of Parquet files."""
    path.mkdir(parents=True)
    table = pyarrow.Table.from_pylist(reports, schema=pyarrow.schema([(name, "string") for name in names(reports)]))
    size = -(-table.num_rows // pieces)
    for piece in range(pieces):
        pyarrow.parquet.write_table(table.slice(piece * size, size), path / f"{piece}.parquet")


def names(reports: list[dict[str, str]]) -> list[str]:
    return sorted({name for report in reports for name in report})


def onrecord_command(*words: object) -> None:
    """Runs the command that came with the wheel, with nobody's settings."""
    program = Path(sys.executable).parent / "onrecord"
    with open(os.devnull) as settings:
        subprocess.run([program, "--config", settings.name, *map(str, words)], check=True)


@contextlib.contextmanager
def cluster() -> Iterator[SparkSession]:
    """Two workers with a core each, in processes of their own."""
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("onrecord")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()


def executors(session: SparkSession) -> list[int]:
    """The processes of its executors."""
    application = session.sparkContext.applicationId
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            words = (process / "cmdline").read_bytes().decode().split("\0")
            if application in words and any("CoarseGrainedExecutorBackend" in word for word in words):
                found.append(int(process.name))
    return found


def kill_one_when(session: SparkSession, begun: Path, killed: list[int]) -> threading.Thread:
    """Kills an executor as soon as one of its tasks writes what it found into ``begun``."""

    def work() -> None:
        while not any(begun.glob("_temporary/0/_temporary/*/*.parquet")):
            time.sleep(0.02)
        process = executors(session)[0]
        os.kill(process, signal.SIGKILL)
        killed.append(process)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


class Times(dict[str, float]):
    """Seconds that each step took."""

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self[name] = time.monotonic() - begun


def by_cluster(session: SparkSession, pile: Path, folder: Path, times: Times) -> None:
    """Reads and compares a pile with Spark, and files it in a ledger in ``folder``."""
    reports = session.read.parquet(str(pile))
    with times.step("read"):
        onrecord.spark.read(reports).write.parquet(str(folder / "records"))
    with times.step("raws"):
        onrecord.spark.raws(reports).write.parquet(str(folder / "raws"))
    with times.step("compare"):
        onrecord.spark.compare(session, str(folder / "records"), str(folder / "raws"), str(folder / "tables"))
    with times.step("file"):
        onrecord_command("add", "--from-tables", folder / "tables", "--ledger", folder / "ledger")


def by_itself(pile: Path, folder: Path, times: Times, jobs: int = 2) -> None:
    """Reads and compares a pile with the command."""
    with times.step("alone"):
        onrecord_command("add", pile, "--ledger", folder / "ledger", "--jobs", jobs)


#: Everything that linking finds, with statements and reports by what stays the same in every ledger.
LINKS = {
    "claims": """SELECT r.hash, s.place, s.role, s.stand, wr.hash, w.place FROM statement s JOIN report r ON r.id = s.report
        JOIN claim c ON c.id = s.claim JOIN statement w ON w.id = c.wording JOIN report wr ON wr.id = w.report""",
    "pairs": """SELECT ra.hash, a.place, rb.hash, b.place, p.relation, p.figures, round(p.score, 9), p.reason FROM pair p
        JOIN statement a ON a.id = p.a JOIN report ra ON ra.id = a.report
        JOIN statement b ON b.id = p.b JOIN report rb ON rb.id = b.report""",
    "passages": """SELECT ra.hash, rb.hash, a_start, a_end, b_start, b_end, sort FROM passage
        JOIN report ra ON ra.id = a_report JOIN report rb ON rb.id = b_report""",
    "reliances": """SELECT r.hash, s.place, on_name, on_mention, x.start, x.end, x.sort FROM reliance x
        JOIN report r ON r.id = x.report LEFT JOIN statement s ON s.id = x.statement""",
    "actors": """SELECT r.hash, m.place, a.name, m.reason FROM mention m JOIN report r ON r.id = m.report
        JOIN actor a ON a.id = m.actor""",
    "stories": """SELECT r.hash, r.linked, x.story, x.words FROM story_report x JOIN report r ON r.id = x.report""",
    "vectors": """SELECT r.hash, s.place, v FROM vector JOIN statement s ON s.id = vector.statement
        JOIN report r ON r.id = s.report""",
    "raw bytes": "SELECT hash, format, bytes FROM raw",
}


def links(folder: Path) -> dict[str, Counter[object]]:
    """All links of the ledger in ``folder``."""
    database = sqlite3.connect(folder / "ledger" / "ledger.sqlite")
    with contextlib.closing(database):
        return {name: Counter(database.execute(select)) for name, select in LINKS.items()}


def differences(one: Path, other: Path) -> list[str]:
    """What the one ledger has and the other has not, in words."""
    ours, theirs = links(one), links(other)
    found = []
    for name in LINKS:
        for sign, more in (("-", ours[name] - theirs[name]), ("+", theirs[name] - ours[name])):
            if more:
                found.append(f"{sign}{more.total()} of {ours[name].total()} {name}, as {next(iter(more))}")
    return found


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    """Rows and bytes of every table in ``folder``."""
    found = {}
    for mark in sorted(folder.rglob("_SUCCESS")):
        parts = list(mark.parent.glob("*.parquet"))
        rows = sum(pyarrow.parquet.read_metadata(part).num_rows for part in parts)
        found[str(mark.parent.relative_to(folder))] = (rows, sum(part.stat().st_size for part in parts))
    ledger = folder / "ledger" / "ledger.sqlite"
    return {**found, "ledger": (0, ledger.stat().st_size)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, help="a file of JSONL")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path, help="a new folder for all that is made")
    parser.add_argument("--kill", action="store_true", help="kill an executor half-way")
    args = parser.parse_args()
    with args.reports.open(encoding="utf-8") as lines:
        reports = [json.loads(line) for line in itertools.islice(lines, args.count)]
    logging.basicConfig(format="%(message)s")
    logging.getLogger("onrecord").setLevel(logging.INFO)
    texts = [{name: value for name, value in report.items() if isinstance(value, str)} for report in reports]
    write(texts, args.folder / "pile", pieces=8)
    times, killed = Times(), []
    with cluster() as session:
        if args.kill:
            kill_one_when(session, args.folder / "cluster/tables/work/judged", killed)
        by_cluster(session, args.folder / "pile", args.folder / "cluster", times)
    by_itself(args.folder / "pile", args.folder / "alone", times)
    found = differences(args.folder / "alone", args.folder / "cluster")
    counts = {name: counted.total() for name, counted in links(args.folder / "alone").items()}
    seconds = {name: round(time, 1) for name, time in times.items()}
    tables = sizes(args.folder / "cluster")
    told = {"seconds": seconds, "links": counts, "tables": tables, "killed": len(killed), "differences": found}
    print(json.dumps(told, indent=1))
    return 1 if found or (args.kill and not killed) else 0


if __name__ == "__main__":
    sys.exit(main())
