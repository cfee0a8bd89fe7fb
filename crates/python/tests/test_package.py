"""What is in the package: the command, and types that hold."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import onrecord
from conftest import Command

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "anonymous.py"


def test_the_command_ends_as_it_should(command: Command, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("The bridge is closed, the mayor said.")
    assert b"the mayor" in command("read", str(report)).stdout
    assert command("read", str(tmp_path / "none.txt"), check=False).returncode == 1
    assert command("read", "--no-such-option", check=False).returncode == 2
    as_module = subprocess.run([sys.executable, "-m", "onrecord", "--version"], check=True, capture_output=True)
    assert as_module.stdout.decode() == f"onrecord {onrecord.version}\n"


def test_one_wheel_serves_all_versions_of_python() -> None:
    installed = {str(file) for file in files("onrecord") or []}
    assert "onrecord/py.typed" in installed
    assert any(name.startswith("onrecord/_onrecord.abi3.") or name == "onrecord/_onrecord.pyd" for name in installed)


def test_the_types_hold_in_the_example() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(EXAMPLE)], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_a_wrong_type_is_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text('import onrecord\nonrecord.read("x").statements[0].stance == "says"\nonrecord.read(7)\n')
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(wrong)], capture_output=True, text=True
    )
    assert "arg-type" in checked.stdout and "comparison-overlap" in checked.stdout, checked.stdout


def test_the_example_runs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Officials said the bridge is unsafe. “It is safe,” Ada Brand said."
    )
    ran = subprocess.run([sys.executable, str(EXAMPLE), str(tmp_path)], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["a.txt: Officials said: the bridge is unsafe", "1 of 2 statements"]
