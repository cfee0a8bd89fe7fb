"""Who said it, on whose word: reads news reports and writes down who said what.

>>> import onrecord
>>> record = onrecord.read("The bridge is closed, the mayor said on Monday.", published="2023-10-25")
>>> statement = record.statements[0]
>>> record.words(statement.source), record.words(statement.cue), record.words(statement.content)
('the mayor', 'said', 'The bridge is closed')

:func:`read` reads one report, :func:`read_many` any number of them on all cores: an iterable, or a table of pyarrow,
pandas, Polars or DuckDB. :func:`read_files` reads files and folders. What comes out is what the command ``onrecord read`` writes, which is in this package too.

Places in a text are offsets in code points from 0, end exclusive, so that ``text[span.start:span.end]`` are the words.
"""

import json as _json
from typing import Any as _Any

from onrecord._onrecord import ReportError, version
from onrecord._onrecord import schema as _schema
from onrecord._read import Reading, read, read_files, read_many
from onrecord._record import (
    Actor,
    Anonymity,
    Dateline,
    Figure,
    Furniture,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    Via,
)

__all__ = [
    "Actor",
    "Anonymity",
    "Dateline",
    "Figure",
    "Furniture",
    "Reading",
    "Record",
    "Report",
    "ReportError",
    "Role",
    "Span",
    "Statement",
    "Time",
    "Via",
    "read",
    "read_files",
    "read_many",
    "schema",
    "version",
]

__version__ = version


def schema() -> dict[str, _Any]:
    """The JSON Schema of a record, as ``onrecord schema`` prints it."""
    schema: dict[str, _Any] = _json.loads(_schema())
    return schema
