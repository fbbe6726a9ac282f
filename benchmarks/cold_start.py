"""A whole process that imports riskscreen and scores one case, against one that imports numpy."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

N_ROUNDS = 15
# Installed packages come with their bytecode; without it, compiling the sources would be most of what is measured.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
WORK = {
    "import numpy": "import numpy",
    "nothing": "pass",
    "one case, stalking-red-flags": (
        "import riskscreen; i = riskscreen.load('stalking-red-flags'); "
        "i.score({item: 'absent' for item in i.items}).level"),
    "one case, rihg-style": (
        "import riskscreen; i = riskscreen.load('rihg-style'); i.score({item: 'low' for item in i.items}).level"),
}


def seconds(code: str) -> float:
    """Wall time of one fresh process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    """Print each process as a ratio to importing numpy, run in turn with it."""
    for code in WORK.values():
        seconds(code)  # writes the bytecode where it is missing
    rounds = [{name: seconds(code) for name, code in WORK.items()} for _ in range(N_ROUNDS)]
    print(f"{'':30}{'ms':>8}{'x import numpy':>16}")
    for name in WORK:
        own = statistics.median(each[name] for each in rounds) * 1e3
        ratio = statistics.median(each[name] / each["import numpy"] for each in rounds)
        print(f"{name:30}{own:8.1f}{ratio:16.2f}")


if __name__ == "__main__":
    main()
