"""Databases to run queries in.  DuckDB comes with the extra ``tables``; a PostgreSQL server is one that is named.

`.ci/with-postgres` starts a server of its own and names it in RISKSCREEN_POSTGRES, the folder of its socket.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from sql.databases import Database, DuckDB, Postgres

SOCKET_FOLDER = os.environ.get("RISKSCREEN_POSTGRES")


@pytest.fixture(scope="session", params=["duckdb", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database to run queries in; where one is not there the test skips, and a server that is named must be there."""
    if request.param == "duckdb":
        duckdb = pytest.importorskip("duckdb", reason="the extra 'tables' installs it")
        with duckdb.connect() as connection:
            yield DuckDB(connection)
        return
    if SOCKET_FOLDER is None:
        pytest.skip("no PostgreSQL server: .ci/with-postgres pytest tests/sql starts one")
    from pg8000.native import Connection  # noqa: PLC0415  # required where a server is named

    with closing(Connection("postgres", unix_sock=f"{SOCKET_FOLDER}/.s.PGSQL.5432")) as connection:
        yield Postgres(connection)
