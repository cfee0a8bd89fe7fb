"""Lists what unnamed sources say in a folder of reports: python anonymous.py FOLDER"""

import sys
from pathlib import Path

import onrecord
from onrecord import Record, Statement


def unnamed(record: Record) -> list[Statement]:
    """The statements of sources that the report does not name."""
    return [statement for statement in record.statements if statement.kind == "unnamed"]


def main(folder: str) -> None:
    """Prints them, and how many there are."""
    count = 0
    of = 0
    for record in onrecord.read_files(folder, errors="warn"):
        name = Path(record.report.file or "-").name
        for statement in unnamed(record):
            words = (record.words(part) for part in (statement.source, statement.cue, statement.content))
            source, cue, content = words
            print(f"{name}: {source} {cue}: {content}")
        count += len(unnamed(record))
        of += len(record.statements)
    print(f"{count} of {of} statements")


if __name__ == "__main__":
    main(sys.argv[1])
