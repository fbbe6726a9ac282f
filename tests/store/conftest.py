"""Where stores of the tests are: a file of SQLite, and a database of its own on a PostgreSQL server that is named.

`.ci/with-postgres` starts a server and names it in RISKSCREEN_POSTGRES, the folder of its socket; a server that is
named must be there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the extra 'store' installs it")

from riskscreen.store import RecordStore  # it needs SQLAlchemy

SOCKET_FOLDER = os.environ.get("RISKSCREEN_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "screenings.db")
    if SOCKET_FOLDER is None:
        pytest.skip("no PostgreSQL server: .ci/with-postgres pytest tests/store starts one")
    return new_database()


@pytest.fixture
def store(place: str) -> Iterator[RecordStore]:
    """An empty store."""
    with RecordStore(place, actor="intake desk") as found:
        yield found


def new_database() -> str:
    """The URL of a new database on the server that is named."""
    from pg8000.native import Connection  # noqa: PLC0415  # required where a server is named

    socket = f"{SOCKET_FOLDER}/.s.PGSQL.5432"
    name = f"store_{secrets.token_hex(8)}"
    with closing(Connection("postgres", unix_sock=socket)) as connection:
        connection.run(f"CREATE DATABASE {name}")
    return f"postgresql://postgres@/{name}?unix_sock={socket}"
