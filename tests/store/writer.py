"""Keeps records in a store until it is stopped, and says each id once it is kept: FILE NAME HOW_MANY."""

import sys

import riskscreen
from riskscreen.store import RecordStore


def write(path: str, name: str, how_many: str) -> None:
    """Keep so many records; where the disk is *full* by name, no file may grow beyond a size."""
    store = RecordStore(path, actor=name)
    result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
    if name == "full":
        import resource  # noqa: PLC0415  # which only some systems have

        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    for n in range(int(how_many)):
        record = result.record(case=f"{name}-{n}", rater="unit 4", made_at="2026-11-30T14:05:00+01:00",
                               id=f"{name}-{n}", notes="x" * 2000)
        try:
            store.append(record)
        except riskscreen.RecordError as error:
            print(error.problems[0].code)  # noqa: T201  # read by the test
            break
        print(record.id, flush=True)  # noqa: T201


if __name__ == "__main__":
    write(*sys.argv[1:])
