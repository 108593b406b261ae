"""What one run of a program costs."""

import subprocess
import sys

# Runs in a small process of its own: what a child's peak memory is counted from is its parent's.
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
void = os.open(os.devnull, os.O_WRONLY)
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, void, 1)])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss)
"""


def measure(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak memory in MB of one run, which must succeed."""
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    printed = subprocess.run(launcher, check=True, capture_output=True, text=True)
    status, cpu, wall, memory = printed.stdout.split()
    if status != "0":
        sys.exit(f"{' '.join(command)} failed with {status}:\n{printed.stderr}")
    return float(cpu), float(wall), float(memory) / 1024
