"""Runs programs and measures their cost."""

import subprocess
import sys

# Runs in a small process, because a child's peak memory includes that of the process that starts it.
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
void = os.open(os.devnull, os.O_WRONLY)
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, void, 1)])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss)
"""


def measure(command: list[str]) -> tuple[float, float, float]:
    """Returns CPU seconds, wall seconds and peak memory in MB of one run, which must succeed."""
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    printed = subprocess.run(launcher, check=True, capture_output=True, text=True)
    status, cpu, wall, memory = printed.stdout.split()
    if status != "0":
        sys.exit(f"{' '.join(command)} failed with {status}:\n{printed.stderr}")
    return float(cpu), float(wall), float(memory) / 1024


def output(*command) -> str:
    """Returns the standard output of a program, which must succeed."""
    done = subprocess.run([str(c) for c in command], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed with {done.returncode}:\n{done.stderr}")
    return done.stdout
