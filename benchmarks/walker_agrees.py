"""Does the walker in JavaScript say what Python says?  Many random partial cases of each instrument, sets included.

    PYTHONPATH=tests:src python benchmarks/walker_agrees.py 20000
"""

from __future__ import annotations

import sys
import time

from form.agreeing import generated, shipped, tried


def main(n_cases: int) -> int:
    """Try each instrument, say what differs, and give how many cases do."""
    start, n_different = time.monotonic(), 0
    for n, instrument in enumerate([*shipped(), *generated()]):
        found = tried(instrument, n_cases, every=10)
        n_different += len(found)
        name = instrument.id if n < len(shipped()) else f"generated {n - len(shipped()) + 1}"
        print(f"{name:24} {n_cases} cases, {len(found)} differ", *found[:3], sep="\n", flush=True)
    minutes = (time.monotonic() - start) / 60
    print(f"{len(shipped()) + len(generated())} instruments, {n_different} differences, {minutes:.0f} minutes")
    return n_different


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])) > 0)
