"""Ctrl-C is heeded within a second, whatever is being done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

LONG = "text = '\\n\\n'.join(['The bridge is closed, the mayor said on Monday, citing officials.'] * 40_000)"
ENDLESS = "import itertools; endless = itertools.repeat('The bridge is closed, the mayor said on Monday. ' * 20)"

PROGRAMS = {
    "one long report": f"{LONG}; begin(); onrecord.read(text)",
    "an endless source": f"{ENDLESS}; begin()\nfor record in onrecord.read_many(endless): pass",
    "long reports": f"{LONG}; begin(); list(onrecord.read_many([text] * 4))",
    "a table": f"{ENDLESS}; begin(); onrecord.read_many(endless).to_arrow()",
    "a table by pyarrow itself": f"import pyarrow; {ENDLESS}; begin(); pyarrow.table(onrecord.read_many(endless))",
}


@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot press Ctrl-C for another there")
@pytest.mark.parametrize("doing", PROGRAMS)
def test_ctrl_c_is_heeded(doing: str) -> None:
    start = "import onrecord\ndef begin(): print('begun', flush=True)\n"
    program = subprocess.Popen(
        [sys.executable, "-c", start + PROGRAMS[doing]], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"begun\n"
    time.sleep(0.5)
    assert program.poll() is None, "it ended by itself"
    pressed = time.monotonic()
    os.kill(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=30)
    took = time.monotonic() - pressed
    assert b"KeyboardInterrupt" in said
    assert program.returncode != 0
    assert took < 1, f"it took {took:.1f} s"
