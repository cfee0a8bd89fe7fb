"""Many reports: every kind of source gives exactly what the command gives."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import onrecord
import pandas
import polars
import pyarrow
import pyarrow.feather
import pyarrow.parquet
import pytest
from conftest import Command, Rows
from onrecord import ReportError


def _table(rows: Rows) -> pyarrow.Table:
    return pyarrow.Table.from_pylist(rows)


def _timestamps(rows: Rows) -> pandas.DataFrame:
    frame = pandas.DataFrame(rows)
    frame["published"] = pandas.to_datetime(frame["published"])
    return frame


def _sorted(rows: Rows) -> pyarrow.Table:
    table = _table(rows)
    return table.set_column(4, "outlet", table["outlet"].dictionary_encode())


def _duck(rows: Rows) -> Any:
    reports = _table(rows)  # noqa: F841, DuckDB finds it by its name
    return duckdb.sql("select * from reports")


SOURCES: dict[str, Callable[[Rows], Any]] = {
    "list": lambda rows: rows,
    "generator": lambda rows: (row for row in rows),
    "other mappings": lambda rows: [types.MappingProxyType(row) for row in rows],
    "pyarrow table": _table,
    "pyarrow reader": lambda rows: _table(rows).to_reader(max_chunksize=2),
    "pyarrow dictionary": _sorted,
    "pandas": pandas.DataFrame,
    "pandas timestamps": _timestamps,
    "polars": polars.DataFrame,
    "duckdb": _duck,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_source_gives_what_the_command_gives(kind: str, reports: Rows, expected: list[str]) -> None:
    reading = onrecord.read_many(SOURCES[kind](reports))
    assert [record.json() for record in reading] == expected


def test_strings_are_texts(reports: Rows) -> None:
    texts = [report["text"] for report in reports]
    records = list(onrecord.read_many(texts))
    assert [record.text for record in records] == texts
    assert records == [onrecord.read(text) for text in texts]


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_order_is_the_sources(jobs: int) -> None:
    texts = [f"The mayor said on Monday that {i} ships had left." + " It rained." * (i % 7) for i in range(100)]
    assert [record.text for record in onrecord.read_many(iter(texts), jobs=jobs)] == texts


def test_files_and_folders_are_read_as_by_the_command(
    command: Command, reports: Rows, jsonl: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    jsonl.rename(folder / "a.jsonl")
    pyarrow.parquet.write_table(_table(reports), folder / "b.parquet", row_group_size=2)
    pyarrow.feather.write_feather(_table(reports), str(folder / "c.feather"))
    polars.DataFrame(reports).write_parquet(folder / "d.parquet")
    polars.DataFrame(reports).write_ipc(folder / "e.arrow")
    pandas.DataFrame(reports).to_parquet(folder / "f.parquet")
    (folder / "g.txt").write_text("The bridge is closed, the mayor said.")
    (folder / "h.html").write_text("<title>x</title><p>The bridge is closed, the mayor said on Monday. It rained.</p>")
    lines = command("read", "--format", "jsonl", str(folder)).stdout.decode().splitlines()
    assert len(lines) == 6 * len(reports) + 2
    assert [record.json() for record in onrecord.read_files(folder)] == lines
    assert [record.json() for record in onrecord.read_files(folder / "g.txt", str(folder / "h.html"))] == lines[-2:]


def test_the_source_is_read_only_as_far_as_need_be() -> None:
    asked = 0

    def endless() -> Iterator[str]:
        nonlocal asked
        while True:
            asked += 1
            yield "The mayor said so."

    reading = onrecord.read_many(endless(), jobs=2)
    assert asked == 0
    for _ in range(3):
        next(reading)
    assert asked <= 3 + 2 * 16


def test_a_bad_report_is_raised_with_its_row_and_the_rest_goes_on() -> None:
    reports = ["The mayor said so.", {"title": "no text"}, "", "The mayor left."]
    reading = onrecord.read_many(reports)
    assert next(reading).text == "The mayor said so."
    with pytest.raises(ReportError, match="^reports: row 1: has no `text`$") as caught:
        next(reading)
    assert caught.value.row == 1
    with pytest.raises(ReportError, match="^reports: row 2: is empty$"):
        next(reading)
    assert next(reading).text == "The mayor left."
    with pytest.raises(StopIteration):
        next(reading)


def test_bad_reports_can_be_passed_over_and_warned_of() -> None:
    reports = ["The mayor said so.", "", "The mayor left."]
    assert len(list(onrecord.read_many(reports, errors="skip"))) == 2
    with pytest.warns(UserWarning, match="^reports: row 1: is empty$"):
        assert len(list(onrecord.read_many(reports, errors="warn"))) == 2


def test_an_exception_of_the_source_comes_after_what_came_before_it() -> None:
    def broken() -> Iterator[str]:
        yield "The mayor said so."
        raise OSError("the disk is gone")

    reading = onrecord.read_many(broken())
    assert next(reading).text == "The mayor said so."
    with pytest.raises(OSError, match="the disk is gone"):
        next(reading)
    with pytest.raises(OSError, match="the disk is gone"):
        onrecord.read_many(broken()).to_arrow()


def test_what_is_no_source_is_told(reports: Rows) -> None:
    with pytest.raises(TypeError, match="^read_many takes many reports; for one str there is read$"):
        onrecord.read_many("The mayor said so.")
    with pytest.raises(TypeError, match="^neither an iterable of reports nor a table: int$"):
        onrecord.read_many(7)
    with pytest.raises(TypeError, match="^a report is a str or a mapping with a 'text'; row 1 is a int$"):
        list(onrecord.read_many(["The mayor said so.", 7]))
    with pytest.raises(ValueError, match="^jobs must be at least 1$"):
        onrecord.read_many([], jobs=0)
    with pytest.raises(ValueError, match="^errors must be 'raise', 'warn' or 'skip', not \"ignore\"$"):
        onrecord.read_many([], errors="ignore")  # type: ignore[arg-type]
    for frame in (_table(reports), pandas.DataFrame(reports), polars.DataFrame(reports)):
        named = frame.rename_columns({"text": "body"}) if isinstance(frame, pyarrow.Table) else None
        if named is None:
            named = frame.rename(columns={"text": "body"}) if isinstance(frame, pandas.DataFrame) else frame.rename({"text": "body"})
        with pytest.raises(ReportError, match="it has no column `text`, but"):
            onrecord.read_many(named)
    with pytest.raises(ReportError, match="/no/such/file: cannot be read"):
        list(onrecord.read_files("/no/such/file"))


def test_values_are_taken_as_in_jsonl() -> None:
    given = {
        "text": "It rained.",
        "id": 17,
        "publisher": {"name": "The Post"},
        "author": [{"name": "Jane Doe"}, "John Roe"],
        "date": pandas.Timestamp("2019-03-03 08:30"),
        "title": float("nan"),
        "lang": "en-GB",
        "more": object(),
    }
    [record] = onrecord.read_many([given])
    report = record.report
    assert (report.key, report.outlet, report.byline) == ("17", "The Post", ("Jane Doe", "John Roe"))
    assert (report.published, report.title, report.language) == ("2019-03-03T08:30:00", None, "en")
    assert list(onrecord.read_many([])) == []
