"""Records as tables: the same in Arrow and in Parquet, for every program that reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import onrecord
import polars
import pyarrow
import pyarrow.parquet
import pytest
from conftest import Command, Rows
from onrecord import ReportError


def _nested(lines: list[str]) -> list[dict[str, Any]]:
    """Records as a table has them: a span is a struct of start and end."""

    def spans(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: spans(inner) for name, inner in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and all(isinstance(end, int) for end in value):
                return {"start": value[0], "end": value[1]}
            return [spans(inner) for inner in value]
        return value

    return [spans(json.loads(line)) for line in lines]


def _joined(record: dict[str, Any], spans: list[dict[str, int]]) -> str:
    return " … ".join(record["text"][span["start"] : span["end"]] for span in spans)


def test_a_table_holds_the_records(reports: Rows, expected: list[str]) -> None:
    table = onrecord.read_many(pyarrow.Table.from_pylist(reports)).to_arrow()
    assert table.to_pylist() == _nested(expected)
    assert pyarrow.table(onrecord.read_many(reports)) == table
    frame = onrecord.read_many(polars.DataFrame(reports)).to_polars()
    assert frame.to_dicts() == _nested(expected)
    assert polars.DataFrame(onrecord.read_many(reports)).equals(frame)
    assert list(onrecord.read_many(reports).to_pandas()["text"]) == [report["text"] for report in reports]
    reader = pyarrow.RecordBatchReader.from_stream(onrecord.read_many(reports))  # noqa: F841, DuckDB finds it
    assert duckdb.sql("select count(*), max(len(statements)) from reader").fetchall() == [
        (3, max(len(row["statements"]) for row in _nested(expected)))
    ]


def test_a_flat_table_has_a_row_a_statement(reports: Rows, expected: list[str]) -> None:
    rows = onrecord.read_many(reports, flat=True).to_arrow().to_pylist()
    records = _nested(expected)
    pairs = [(record, statement) for record in records for statement in record["statements"]]
    assert len(rows) == len(pairs) >= 3
    for row, (record, statement) in zip(rows, pairs):
        names = {actor["id"]: actor["name"] for actor in record["actors"]}
        assert row["report"] == record["report"]["id"]
        assert (row["key"], row["outlet"]) == (record["report"]["key"], record["report"]["outlet"])
        assert (row["statement"], row["form"], row["kind"]) == (
            statement["id"],
            statement["form"],
            statement["kind"],
        )
        assert row["source"] == _joined(record, statement["source"])
        assert row["content_spans"] == statement["content"]
        assert row["actor_in_report"] == statement["actor"]
        assert row["actor_name"] == names.get(statement["actor"])
        assert row["confidence"] == statement["confidence"]


@pytest.mark.parametrize("flat", [False, True])
def test_parquet_is_the_same_for_two_programs(
    flat: bool, command: Command, jsonl: Path, reports: Rows, tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    command("read", "--format", "parquet", *(["--flat"] if flat else []), "-o", str(out), str(jsonl))
    expected = onrecord.read_files(jsonl, flat=flat).to_arrow()
    by_polars = polars.read_parquet(out).to_dicts()
    duck = duckdb.sql(f"select * from '{out}'")
    by_duckdb = [dict(zip(duck.columns, row)) for row in duck.fetchall()]
    assert by_polars == by_duckdb == expected.to_pylist()
    assert pyarrow.parquet.read_schema(out).equals(expected.schema)


@pytest.mark.parametrize("flat", [False, True])
def test_other_programs_can_write_the_tables_too(flat: bool, reports: Rows, tmp_path: Path) -> None:
    table = onrecord.read_many(reports, flat=flat).to_arrow()
    reader = pyarrow.RecordBatchReader.from_stream(onrecord.read_many(reports, flat=flat))
    by_pyarrow, by_polars = tmp_path / "pyarrow.parquet", tmp_path / "polars.parquet"
    with pyarrow.parquet.ParquetWriter(by_pyarrow, reader.schema) as out:
        for batch in reader:
            out.write_batch(batch)
    onrecord.read_many(reports, flat=flat).to_polars().write_parquet(by_polars)
    for path in (by_pyarrow, by_polars):
        assert pyarrow.parquet.read_table(path).to_pylist() == table.to_pylist()


def test_questions_can_be_asked_in_sql(command: Command, jsonl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    command("read", "--format", "parquet", "-o", str(out), str(jsonl))
    asked = duckdb.sql(
        f"""
        select r.report.key, substring(r.text, 1 + s.cue[1].start, s.cue[1]."end" - s.cue[1].start)
        from '{out}' r, unnest(r.statements) as _(s) order by all
        """
    ).fetchall()
    assert ("7", "said") in asked


def test_the_columns_are_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "parquet.md").read_text(encoding="utf-8")
    for flat in (False, True):
        for name in onrecord.read_many([], flat=flat).to_arrow().column_names:
            assert f"`{name}`" in page, name


def test_an_empty_table_has_its_columns() -> None:
    nested, flat = (onrecord.read_many([], flat=flat).to_arrow() for flat in (False, True))
    assert (nested.num_rows, flat.num_rows) == (0, 0)
    assert nested.column_names == ["schema", "report", "text", "statements", "actors", "times", "figures", "model"]
    assert "content_spans" in flat.column_names


def test_a_bad_row_is_raised_as_it_is() -> None:
    for make in ("to_arrow", "to_polars", "to_pandas"):
        with pytest.raises(ReportError, match="^reports: row 1: is empty$"):
            getattr(onrecord.read_many(["The mayor said so.", ""]), make)()
    assert onrecord.read_many(["The mayor said so.", ""], errors="skip").to_arrow().num_rows == 1


def test_a_reading_can_be_used_once() -> None:
    reading = onrecord.read_many(["The mayor said so."])
    assert reading.to_arrow().num_rows == 1
    with pytest.raises(RuntimeError, match="read already"):
        reading.to_arrow()
    assert list(reading) == []


def test_many_batches_are_one_table() -> None:
    texts = [f"Ship {i} has left." for i in range(600)]
    table = onrecord.read_many(texts).to_arrow()
    assert table["text"].to_pylist() == texts
    assert table["text"].num_chunks == 3
