"""What all tests use: a few reports, and the command that came with the wheel."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Rows = list[dict[str, Any]]
Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def reports() -> Rows:
    """Reports as mappings; the dates are days, and a text has characters of four bytes."""
    return [
        {
            "id": "7",
            "title": "Bridge closed",
            "text": "OXBOW, May 2 (Wire) - The bridge is closed, the mayor said on Monday.\n\n“It is unsafe,” Ada Brand told the Courier.",
            "published": datetime.date(2023, 5, 3),
            "outlet": "The Courier",
        },
        {
            "id": "8",
            "title": None,
            "text": "🌉 An official, who spoke on condition of anonymity, said about 40 people were hurt. The ministry denied it.",
            "published": None,
            "outlet": "Valley Herald",
        },
        {
            "id": "9",
            "title": "Nothing said",
            "text": "It rained all day.",
            "published": datetime.date(2023, 5, 4),
            "outlet": None,
        },
    ]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs the command ``onrecord`` of this environment."""

    def run(*words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        program = Path(sys.executable).parent / "onrecord"
        # Nobody's settings.
        (tmp_path / "settings.toml").touch()
        words = ("--config", str(tmp_path / "settings.toml"), *words)
        return subprocess.run([program, *words], check=check, capture_output=True)

    return run


@pytest.fixture
def jsonl(tmp_path: Path, reports: Rows) -> Path:
    """The same reports as a file, each line as the fields of a mapping or row are kept."""
    path = tmp_path / "reports.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for report in reports:
            there = {name: str(value) for name, value in report.items() if value is not None}
            line = json.dumps(there, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            file.write(line + "\n")
    return path


@pytest.fixture
def expected(command: Command, jsonl: Path) -> list[str]:
    """What the command makes of them, but for the name of the file."""
    lines = command("read", "--format", "jsonl", str(jsonl)).stdout.decode().splitlines()
    named = f'"file":{json.dumps(str(jsonl))}'
    assert all(named in line for line in lines)
    return [line.replace(named, '"file":null') for line in lines]
