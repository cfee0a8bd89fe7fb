#!/usr/bin/env python3
"""Commands beside one another: beside.py [--cgroup FOLDER] ROUNDS COMMAND COMMAND…

Runs the commands (each one word for the shell) in turn, ROUNDS times, so that what else the machine does falls on all of them,
and prints what each run took by the clock and in processor time, that of all processes it started counted in, and at the
end the medians beside those of the first command. What a command prints is thrown away, complaints are not; one that fails
ends it all. Linux only.

The system forgets the time of processes whose parent ignores their end, which Spark's Python workers are. With the folder of an
empty control group that you may write to (`mkdir /sys/fs/cgroup/cpuacct/beside`, or `/sys/fs/cgroup/beside`) all are counted.
"""
import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


class Group:
    """A control group that this process joins, with all that it starts."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "cgroup.procs").write_text(str(os.getpid()))

    def spent(self):
        """Processor time of all processes in it, in seconds."""
        try:
            return int((self.folder / "cpuacct.usage").read_text()) / 1e9
        except FileNotFoundError:
            return int((self.folder / "cpu.stat").read_text().split()[1]) / 1e6


def spent():
    """Processor time of all processes that ended and were waited for, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command, spent):
    """Seconds by the clock and in processor time."""
    clock, before = time.perf_counter(), spent()
    code = subprocess.run(command, shell=True, stdout=subprocess.DEVNULL).returncode
    took = time.perf_counter() - clock
    if code != 0:
        sys.exit(f"it ended with {code}: {command}")
    # Those that outlived it belong to this process now.
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return took, spent() - before


def main():
    words = sys.argv[1:]
    count = spent
    if words[:1] == ["--cgroup"]:
        count = Group(Path(words[1])).spent
        words = words[2:]
    if len(words) < 2:
        sys.exit(__doc__)
    rounds, commands = int(words[0]), words[1:]
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("processes that outlive their parents cannot be counted here")
    runs = [[] for _ in commands]
    for _ in range(rounds):
        for number, command in enumerate(commands):
            runs[number].append(run(command, count))
            print(f"{number + 1}: %.2f s, processor %.2f s" % runs[number][-1], flush=True)
    middle = [[statistics.median(times) for times in zip(*of)] for of in runs]
    print("   clock          processor")
    for (clock, processor), command in zip(middle, commands):
        by_clock, by_processor = clock / middle[0][0] - 1, processor / middle[0][1] - 1
        print(f"{clock:8.2f} {by_clock:+6.1%} {processor:8.2f} {by_processor:+6.1%}  {command}")


if __name__ == "__main__":
    main()
