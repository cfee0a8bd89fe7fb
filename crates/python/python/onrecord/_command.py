"""The command ``onrecord``, which is in this wheel too."""

import signal
import sys

from onrecord import _onrecord


def main() -> int:
    """Carry out the command that the program was called with; return its exit code."""
    # Python's handler would only note Ctrl-C; the command heeds it itself, or ends by it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _onrecord.command(sys.argv)
