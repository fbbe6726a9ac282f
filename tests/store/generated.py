"""A very large store, made in the database: rows for counting, which nobody could wait to append one by one."""

from __future__ import annotations

from sqlalchemy import text

import riskscreen
from riskscreen.store import RecordStore

_ROWS = """
INSERT INTO riskscreen_record (n, id, digest, case_key, instrument, version, definition, moment, day, owner, rater,
                               outcome, possible, most_rank, replaces)
SELECT 1000 + k * 3 + array_position(ARRAY['present', 'absent', 'unknown'], r.id), r.id || '-' || k,
       r.digest || '-' || k, r.case_key || '-' || k / 2, instrument, version, definition,
       to_char(d.day, 'YYYY-MM-DD') || substr(moment, 11), to_char(d.day, 'YYYY-MM-DD'), 'team ' || mod(k, 20), rater,
       outcome, possible, most_rank, NULL
FROM riskscreen_record AS r, generate_series(1, :times) AS k,
     LATERAL (SELECT date '2026-01-01' + mod(k, 330)::integer AS day) AS d
WHERE r.id IN ('present', 'absent', 'unknown')
"""


def generated(store: RecordStore, n_records: int) -> None:
    """Three records of PostgreSQL's store, over and over, on other days, of other cases and owners."""
    instrument = riskscreen.load("stalking-red-flags")
    for answer in ("present", "absent", "unknown"):
        result = instrument.score(dict.fromkeys(instrument.items, "absent") | {"r1": answer})
        store.append(result.record(case=answer, rater="unit 4", made_at="2026-01-01T14:05:00+01:00", id=answer))
    with store._database.transaction() as connection:
        connection.execute(text(_ROWS), {"times": n_records // 3 - 1})
