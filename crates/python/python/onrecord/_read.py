"""Reading one report, and many."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

from onrecord import _onrecord
from onrecord._record import Record

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


def read(
    text: str,
    *,
    title: str | None = None,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    byline: str | list[str] | None = None,
    language: str | None = None,
    id: str | int | None = None,
) -> Record:
    """Read one report.

    Args:
        text: The report. It is kept as it is; all offsets point into it.
        title: Its headline, where that is not in the text.
        published: When it was published: ``"2023-10-25"``, any other way to write a day that leaves no doubt, or a date.
            Without it, "on Monday" stays "on Monday".
        outlet: Who published it. Where it is not given, the host of ``url``.
        url: Where it was published.
        byline: Who wrote it.
        language: A code such as ``"en"`` or ``"en-GB"``. It is noted only: the reader reads English.
        id: Your own name for it; it comes back as ``record.report.key``.

    Returns:
        The record: the same, whatever was read before or beside it.

    Raises:
        ReportError: The text is empty, or longer than 64 MiB.
        TypeError: ``text`` is no string.
        KeyboardInterrupt: Ctrl-C was pressed; that is heeded within a second.

    The interpreter's lock is released while the report is read.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    fields: dict[str, object] = {
        "text": text,
        "title": title,
        "published": published,
        "outlet": outlet,
        "url": url,
        "byline": byline,
        "language": language,
        "id": id,
    }
    return Record.from_json(_onrecord.read(fields))


def read_many(
    source: object,
    *,
    flat: bool = False,
    jobs: int | None = None,
    errors: Literal["raise", "warn", "skip"] = "raise",
) -> Reading:
    """Read many reports, on all cores.

    Args:
        source: One of

            - an iterable of reports: strings, or mappings with the fields of a line of JSONL (``text``, and any of
              ``id``, ``title``, ``date`` or ``published``, ``url``, ``outlet``, ``publisher`` or ``source``, ``author`` or
              ``byline``, ``language`` or ``lang``);
            - a table with such columns, of which only ``text`` is needed: a pyarrow ``Table`` or ``RecordBatchReader``, a
              Polars or pandas data frame, a DuckDB relation, or anything else with ``__arrow_c_stream__``.

            Other fields and columns are passed over. A day and time at midnight sharp and without a zone is a date.
        flat: As a table, give a row a statement rather than a row a report.
        jobs: How many reports to read at a time; as many as there are cores by default.
        errors: What to do about a report that cannot be read, because it has no text: raise a :class:`ReportError`, warn,
            or pass it over. After one was raised, the next report can still be asked for.

    Returns:
        A :class:`Reading`: iterate over it for records, or take it for a table of Arrow. Both come in the order of the
        source, and neither is read further ahead than keeps the cores busy: 16 reports a job.

    Raises:
        TypeError: The source is none of the above.
        ReportError: A table has no column ``text``.
        ValueError: ``jobs`` is 0, or ``errors`` none of the three.

    While reports are read, the interpreter's lock is released. The source itself is asked only while you ask for a
    record, and in your thread. An exception that it raises comes after the records before it.
    """
    return Reading(_onrecord.Reading(_iterable(source), flat=flat, jobs=jobs, errors=errors))


def read_files(
    *paths: str | PathLike[str],
    flat: bool = False,
    jobs: int | None = None,
    errors: Literal["raise", "warn", "skip"] = "raise",
) -> Reading:
    """Read files and folders of reports, on all cores.

    Args:
        paths: Files of text, Markdown, HTML, JSONL, Parquet, Arrow, feeds, mail and web archives, and folders with all that
            is in them, as the command takes them; ``docs/reading.md`` tells how each is read. What an archive or a feed
            holds besides reports is passed over.
        flat: As a table, give a row a statement rather than a row a report.
        jobs: How many reports to read at a time; as many as there are cores by default.
        errors: What to do about what cannot be read: raise a :class:`ReportError` that names file and place, warn, or pass
            it over. After one was raised, the next report can still be asked for.

    Returns:
        A :class:`Reading`, in the order of the paths and, in a folder, of the names.

    Raises:
        ValueError: ``jobs`` is 0, or ``errors`` none of the three.
    """
    return Reading(_onrecord.Reading.of_files(paths, flat=flat, jobs=jobs, errors=errors))


class Reading(Iterator[Record]):
    """Records of many reports, as they are read.

    An iterator over :class:`Record`, and as well a stream of Arrow batches: ``pyarrow.table(reading)``,
    ``pyarrow.RecordBatchReader.from_stream(reading)`` and ``polars.DataFrame(reading)`` take it as it is. It can be used once,
    one way or the other.

    Raises:
        ReportError: A report cannot be read, and ``errors`` is ``"raise"``.
        KeyboardInterrupt: Ctrl-C was pressed; that is heeded within a second.
        RuntimeError: Another thread is reading it, or it was read before.
    """

    def __init__(self, native: _onrecord.Reading) -> None:
        self._native = native

    def __iter__(self) -> Reading:
        return self

    def __next__(self) -> Record:
        return Record.from_json(next(self._native))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pyarrow.Table:
        """All records as a pyarrow table (pyarrow 14 or later), in the columns that ``docs/parquet.md`` describes."""
        import pyarrow

        try:
            return pyarrow.RecordBatchReader.from_stream(self).read_all()
        except Exception:
            self._native.reraise()
            raise

    def to_polars(self) -> polars.DataFrame:
        """All records as a Polars data frame (Polars 1.3 or later), in the same columns."""
        import polars

        try:
            return polars.DataFrame(self)
        except Exception:
            self._native.reraise()
            raise

    def to_pandas(self) -> pandas.DataFrame:
        """All records as a pandas data frame, in the same columns; by way of pyarrow."""
        return self.to_arrow().to_pandas()


def _iterable(source: Any) -> object:
    """What the native part takes: a capsule with a stream of Arrow, or something to iterate over."""
    if isinstance(source, (str, bytes, Mapping)):
        raise TypeError(f"read_many takes many reports; for one {type(source).__name__} there is read")
    if hasattr(source, "itertuples") and hasattr(source, "columns"):
        return _rows(source)
    if hasattr(source, "__arrow_c_stream__"):
        return source.__arrow_c_stream__()
    if not isinstance(source, Iterable):
        raise TypeError(f"neither an iterable of reports nor a table: {type(source).__name__}")
    return source


def _rows(frame: pandas.DataFrame) -> Iterator[dict[str, object]]:
    """The rows of a pandas frame. It has no need of pyarrow for that, and its columns may hold anything."""
    names = [name for name in _onrecord.fields if name in frame.columns]
    if "text" not in names:
        listed = ", ".join(f"`{name}`" for name in list(frame.columns)[:12]) or "none at all"
        raise _onrecord.ReportError(f"reports: is no table that can be read: it has no column `text`, but {listed}")
    columns = frame[names]
    return (dict(zip(names, row)) for row in columns.itertuples(index=False, name=None))
