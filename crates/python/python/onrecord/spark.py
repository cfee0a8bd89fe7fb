"""Reading and comparing on a cluster, with Apache Spark 4.

>>> from onrecord import spark as onrecord_spark
>>> reports = spark.read.parquet("reports")                               # the columns of a line of JSONL
>>> onrecord_spark.read(reports).write.parquet("records")                 # the reader, on every executor
>>> onrecord_spark.raws(reports).write.parquet("raws")                    # what a ledger keeps of each
>>> onrecord_spark.compare(spark, "records", "raws", "tables")            # claims and copies
$ onrecord add --from-tables tables --ledger ledger

What is decided is decided by the same Rust code as on one machine, and what comes out is the same: ``docs/spark.md`` tells why,
what each stage costs and what the tables hold. The driver and all executors need this package, with ``pyarrow``.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import pyarrow
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from onrecord import _onrecord

__all__ = ["compare", "raws", "read"]

Batches = Iterator[pyarrow.RecordBatch]

#: Tells what each step of a comparison took, as information.
LOG = logging.getLogger(__name__)

#: Rows that an executor hands over at a time, while reports or propositions are compared.
BATCH = 512

#: Numbers of propositions are summed up for so many reports at a time.
CHUNK = 1 << 16


def read(reports: DataFrame, *, errors: Literal["raise", "warn", "skip"] = "skip") -> DataFrame:
    """Read reports on every executor.

    Args:
        reports: A row a report, with a column ``text`` and any of the other fields of a line of JSONL; other columns are
            passed over. Each partition is read by one core: give it a few more partitions than there are cores.
        errors: What to do about a report that cannot be read, because it has no text: ``"raise"`` ends the job.

    Returns:
        A row a report, nested, with the columns of ``docs/parquet.md``. Write it down before you compare: every use of it
        reads anew.
    """

    def work(batches: Batches) -> Batches:
        return _through(batches, lambda stream: _onrecord.Reading(stream, flat=False, jobs=1, errors=errors))

    nothing = _onrecord.Reading(iter(()), flat=False, jobs=1, errors=errors)
    schema = from_arrow_schema(pyarrow.RecordBatchReader.from_stream(nothing).schema)
    return _fields(reports).mapInArrow(work, schema)


def raws(reports: DataFrame) -> DataFrame:
    """The bytes of reports as a ledger keeps them, so that it can read them anew: ``id``, ``format`` and ``bytes``.

    Args:
        reports: What was given to :func:`read`.
    """
    return _stage(_fields(reports), "raws", "id string, format string, bytes binary")


def compare(spark: SparkSession, records: str, raws: str, tables: str, *, partitions: int | None = None) -> None:
    """Compare reports on every executor: which share passages, which put forward the same.

    Args:
        spark: The session.
        records: Where :func:`read`'s records lie, as Parquet.
        raws: Where :func:`raws`'s bytes lie, as Parquet.
        tables: Where the tables are to be written. What a stage has found lies in ``tables/work``, so that a comparison that
            was stopped goes on behind the last stage that it completed; remove that folder when the records have changed.
        partitions: Pieces that costly stages are cut into; four for each core that Spark has by default.

    Of two records of the same bytes one is taken.
    """
    with _batches_of(spark, BATCH):
        _Comparison(spark, tables, partitions or 4 * spark.sparkContext.defaultParallelism).run(records, raws)


@contextmanager
def _batches_of(spark: SparkSession, rows: int) -> Iterator[None]:
    name = "spark.sql.execution.arrow.maxRecordsPerBatch"
    before = spark.conf.get(name)
    spark.conf.set(name, str(rows))
    try:
        yield
    finally:
        spark.conf.set(name, str(before))


def _fields(reports: DataFrame) -> DataFrame:
    return reports.select([name for name in _onrecord.fields if name in reports.columns])


def _through(batches: Batches, native: Callable[[object], object]) -> Batches:
    """Sends batches through native code."""
    first = next(batches, None)
    if first is None:
        return iter(())
    source = pyarrow.RecordBatchReader.from_batches(first.schema, itertools.chain([first], batches))
    result: Batches = pyarrow.RecordBatchReader.from_stream(native(source.__arrow_c_stream__()))
    return result


class _Capsule:
    """A stream in a capsule, as pyarrow takes it."""

    def __init__(self, capsule: object) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._capsule


def _stage(frame: DataFrame, name: str, schema: str) -> DataFrame:
    """The rows that the native stage of this name makes of those of a frame."""

    def work(batches: Batches) -> Batches:
        return _through(batches, lambda stream: _Capsule(_onrecord.stage(name, stream)))

    return frame.mapInArrow(work, schema)


def _once(batches: Batches) -> Batches:
    """Without records of the same bytes, which come one after the other."""
    last = None
    for batch in batches:
        ids = batch.column("report").field("id").to_pylist()
        before = [last, *ids[:-1]]
        yield batch.filter(pyarrow.array([id != other for id, other in zip(ids, before, strict=True)]))
        last = ids[-1] if ids else last


#: What was judged of a pair: its columns, and their names.
VERDICT = "other long, judged string, relation string, figures string, score double, reasons string"
VERDICT_NAMES = [column.split()[0] for column in VERDICT.split(", ")]


class _Comparison:
    """The stages. Reports go by their numbers in the order of linking, propositions (``n``) by theirs."""

    def __init__(self, spark: SparkSession, tables: str, partitions: int) -> None:
        self.spark, self.tables, self.partitions = spark, tables, partitions

    def run(self, records: str, raws: str) -> None:
        """Finds all, and writes the tables that a ledger is filled from."""
        reports = self.reports(self.spark.read.parquet(records))
        self.table("passages", lambda: self.passages(reports).orderBy("report", "other", "start"))
        propositions = self.propositions(reports)
        judged = self.judged(propositions)
        joined = self.joined(propositions, judged)
        claims = joined.where("other is null").select("n", "claim")
        claims = propositions.select("n").join(claims, "n", "left").select("n", f.coalesce("claim", "n").alias("claim"))
        self.table("pairs", lambda: self.pairs(judged, joined, claims).orderBy("n", "other"))
        self.table(
            "propositions",
            lambda: propositions.join(claims, "n").select("n", "report", "place", "claim").orderBy("n"),
        )
        kept = self.spark.read.parquet(raws).dropDuplicates(["id"])
        self.table(
            "reports",
            lambda: reports.join(kept, reports["report.id"] == kept["id"]).drop("id").orderBy("number"),
        )

    def table(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """What was made before or, if it was not, is made now."""
        path = f"{self.tables}/{name}"
        done = self.spark._jvm.org.apache.hadoop.fs.Path(f"{path}/_SUCCESS")  # type: ignore[union-attr]
        if not done.getFileSystem(self.spark._jsc.hadoopConfiguration()).exists(done):
            begun = time.monotonic()
            make().write.mode("overwrite").parquet(path)
            LOG.info("%s: %.1f s", name, time.monotonic() - begun)
        return self.spark.read.parquet(path)

    def apart(self, frame: DataFrame, by: str, *then: str) -> DataFrame:
        """In pieces, so that rows alike in ``by`` lie in one, one after the other."""
        return frame.repartition(self.partitions, by).sortWithinPartitions(by, *then)

    def reports(self, records: DataFrame) -> DataFrame:
        """Records with their ``number`` in the order of publication and hash, undated ones last."""

        def ordered() -> DataFrame:
            order = [f.col("report.published").isNull(), f.col("report.published"), f.col("report.id")]
            pieces = records.repartitionByRange(self.partitions, *order).sortWithinPartitions(*order)
            once = pieces.mapInArrow(_once, records.schema)
            return once.withColumn("at", f.monotonically_increasing_id())

        # Its upper bits are the piece, the lower 33 the row in it.
        at = self.table("work/ordered", ordered).withColumn("piece", f.shiftright("at", 33))
        first = self.sums(at.groupBy("piece").agg(f.count("*").alias("count")), "piece")
        number = f.col("before") + f.col("at").bitwiseAND(f.lit((1 << 33) - 1))
        return at.join(f.broadcast(first), "piece").withColumn("number", number).drop("piece", "at", "before")

    def sums(self, counts: DataFrame, by: str) -> DataFrame:
        """How many there are ``before`` each, of a few rows with ``by`` and ``count``."""
        rows = sorted((row[by], row["count"]) for row in counts.collect())
        before = itertools.accumulate((count for _, count in rows), initial=0)
        sums = [(key, total) for (key, _), total in zip(rows, before, strict=False)]
        return self.spark.createDataFrame(sums, f"{by} long, before long")

    def passages(self, reports: DataFrame) -> DataFrame:
        """The passages that reports share, by the fingerprints that they share."""
        pages = reports.select("number", "report", "text")
        places = _stage(
            pages.repartition(self.partitions, "number"),
            "fingerprints",
            "fingerprint long, report long, word long, outlet long, day long",
        )
        met = self.table(
            "work/met",
            lambda: _stage(
                self.apart(places, "fingerprint", "report", "word"),
                "chains",
                "report long, word long, other long, there long",
            ),
        )
        seeds = met.where("other is not null").groupBy("report", "other")
        seeds = seeds.agg(f.collect_list(f.struct("word", "there")).alias("seeds"))
        common = met.where("other is null").groupBy("report").agg(f.collect_set("word").alias("common"))
        here = pages.select(*_renamed(number="report", report="here_report", text="here_text"))
        there = pages.select(*_renamed(number="other", report="there_report", text="there_text"))
        pairs = seeds.join(there, "other").join(common, "report", "left").join(here, "report")
        pairs = self.apart(pairs, "report")
        return _stage(
            pairs,
            "passages",
            "report long, other long, start long, end long, other_start long, other_end long, sort string, words long",
        )

    def propositions(self, reports: DataFrame) -> DataFrame:
        """What each report puts forward, with traits: ``n``, ``report``, ``place``, ``keys``, ``traits``, ``denies``, ``said``."""
        told = self.table(
            "work/told",
            lambda: _stage(
                reports.repartition(self.partitions, "number"),
                "propositions",
                "report long, ordinal long, place string, keys array<string>, traits binary, denies long, said string",
            ),
        )

        def numbered() -> DataFrame:
            counts = told.groupBy("report").agg(f.count("*").alias("count"))
            counts = counts.withColumn("chunk", (f.col("report") / CHUNK).cast("long"))
            chunks = self.sums(counts.groupBy("chunk").agg(f.sum("count").alias("count")), "chunk")
            within = Window.partitionBy("chunk").orderBy("report").rowsBetween(Window.unboundedPreceding, -1)
            inside = f.coalesce(f.sum("count").over(within), f.lit(0))
            first = counts.withColumn("inside", inside).join(f.broadcast(chunks), "chunk")
            first = first.select("report", (f.col("before") + f.col("inside")).alias("first"))
            return told.join(first, "report").select(
                (f.col("first") + f.col("ordinal")).alias("n"),
                "report",
                "place",
                "keys",
                "traits",
                (f.col("first") + f.col("denies")).alias("denies"),
                "said",
            )

        return self.table("work/propositions", numbered)

    def judged(self, propositions: DataFrame) -> DataFrame:
        """The pairs that the index of one machine would have judged, and a few more, with what was judged."""

        def asked() -> DataFrame:
            keys = propositions.select(f.explode("keys").alias("key"), "n", f.col("denies").isNull().alias("asks"))
            postings = _stage(
                self.apart(keys, "key", "n"), "postings", "n long, key string, count long, latest binary"
            )
            alike = _stage(self.apart(postings, "n", "key"), "by_words", "n long, other long")
            here = propositions.select("n", "report", "traits")
            there = propositions.select(*_renamed(n="other", report="other_report", traits="other_traits"))
            both = alike.join(here, "n").join(there, "other")
            both = both.withColumn("own", f.col("report") == f.col("other_report"))
            near = _stage(
                both.select("n", "other", "traits", "other_traits", "own"),
                "near",
                "n long, other long, similarity float, own boolean",
            )
            return _stage(self.apart(near, "n"), "likest", "n long, other long, position long, own boolean")

        pairs = self.table("work/asked", asked)

        def judged() -> DataFrame:
            here = propositions.select("n", "said")
            there = propositions.select(*_renamed(n="other", said="other_said"))
            both = pairs.join(there, "other").join(here, "n")
            return _stage(self.apart(both, "n"), "judge", f"n long, position long, own boolean, {VERDICT}")

        return self.table("work/judged", judged)

    def joined(self, propositions: DataFrame, judged: DataFrame) -> DataFrame:
        """The claims of propositions that are the same as another or deny one: ``n``, ``claim``, and a verdict where a pair had to
        be judged for it."""
        same = judged.where("judged = 'same'").select("n", "other")
        denials = propositions.where("denies is not null").select("n", f.col("denies").alias("other"))
        ties = same.union(denials)
        component = self.table("work/components", lambda: self.components(ties))
        pair = f.struct("position", "own", *VERDICT_NAMES)
        pairs = judged.groupBy("n").agg(f.collect_list(pair).alias("pairs"))
        members = component.join(propositions.select("n", "denies", "said"), "n").join(pairs, "n", "left")
        return self.table(
            "work/joined",
            lambda: _stage(self.apart(members, "component", "n"), "join", f"n long, claim long, {VERDICT}"),
        )

    def components(self, ties: DataFrame) -> DataFrame:
        """Which hang together, on the driver: 16 bytes a tie and 4 a proposition."""
        table = ties.toArrow()
        capsule = _onrecord.stage("components", table.__arrow_c_stream__())
        found = pyarrow.RecordBatchReader.from_stream(_Capsule(capsule)).read_all()
        # Spark takes a table to end at its first empty piece.
        return self.spark.createDataFrame(found.combine_chunks(), "n long, component long")

    def pairs(self, judged: DataFrame, joined: DataFrame, claims: DataFrame) -> DataFrame:
        """The pairs that hold."""
        asked = judged.select("n", "position", "own", *VERDICT_NAMES)
        first = joined.where("other is not null").select(
            "n", f.lit(None).cast("long").alias("position"), f.lit(False).alias("own"), *VERDICT_NAMES
        )
        of_other = claims.select(*_renamed(n="other", claim="claim"))
        known = asked.union(first).join(of_other, "other")
        pair = f.struct("position", "own", "claim", *VERDICT_NAMES)
        known = known.groupBy("n").agg(f.collect_list(pair).alias("pairs"))
        settled = _stage(known.repartition(self.partitions, "n"), "settle", f"n long, {VERDICT}")
        return settled.drop("judged")


def _renamed(**names: str) -> list[Column]:
    return [f.col(name).alias(new) for name, new in names.items()]
