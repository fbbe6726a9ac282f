"""A server of PostgreSQL, by its URL: who it is reached as, and whether the way to it is safe."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from riskscreen.errors import RecordError, UsageError, check_word, needing, usage_error
from riskscreen.store.faults import store_problem

_DRIVER = "postgresql+pg8000"
_DRIVERS = ("postgresql", _DRIVER)
_EXAMPLE = "postgresql://user@host/database"
# Settings as libpq, which programs for PostgreSQL know, calls them; and the socket of a server on this machine.
_TO_THE_DRIVER = ("application_name", "unix_sock")
_SETTINGS = (*_TO_THE_DRIVER, "sslmode", "sslrootcert")
# What the driver is told: that it goes without, that it takes what there is, or who must be at the other end.
_MODES: Mapping[str, Callable[[str | None], ssl.SSLContext | bool | None]] = {
    "disable": lambda _: False, "prefer": lambda _: None, "verify-full": lambda path: _trusting(path)}


def server_at(place: str) -> tuple[str, Engine, Engine]:
    """What errors call a server, never with a password; the way to it; and one whose connections are used once.

    Raises:
        UsageError: For a URL of another database, without a user, or with a setting that there is not.
        RecordError: Where the certificates that are named cannot be read.
    """
    url = _url(place)
    settings = _settings(url)
    kept = {name: value for name, value in settings.items() if name in _TO_THE_DRIVER}
    way, safety = url.set(drivername=_DRIVER, query=kept), {"ssl_context": _safety(settings)}
    with needing("pg8000", "postgresql"):
        engine = create_engine(way, pool_pre_ping=True, connect_args=safety)
        alone = create_engine(way, poolclass=NullPool, connect_args=safety)  # to try a pooled one begins a transaction
    event.listen(engine, "connect", lambda _, pooled: pooled.info.update(process=os.getpid()))
    event.listen(engine, "checkout", _refuse_of_another_process)
    return url.render_as_string(hide_password=True), engine, alone


def _url(place: str) -> URL:
    kind = place.partition("://")[0]  # what stands behind it may have a password, and is in no message
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise _unknown("A store is a file, or a database of PostgreSQL.", kind) from None
    if url.drivername not in _DRIVERS:
        raise _unknown("A store is a file, or a database of PostgreSQL.", url.drivername)
    if not url.username:
        raise _unknown("The URL of a store names its user.", f"{kind}://, without a user")
    return url


def _unknown(message: str, found: str) -> UsageError:
    return usage_error("U-unknown-database", message, found=found, expected=f"a path, or a URL such as {_EXAMPLE}")


def _settings(url: URL) -> dict[str, str]:
    for name in url.query:
        check_word("U-unknown-setting", "setting of the URL of a store", name, _SETTINGS)
    return {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}


def _safety(settings: Mapping[str, str]) -> Any:  # noqa: ANN401  # as the driver takes it
    mode = settings.get("sslmode", "verify-full" if "sslrootcert" in settings else "prefer")
    check_word("U-unknown-setting", "sslmode of a store", mode, tuple(_MODES))
    return _MODES[mode](settings.get("sslrootcert"))


def _trusting(path: str | None) -> ssl.SSLContext:
    """What refuses a server that these authorities, or those of the machine, do not vouch for by its name."""
    try:
        return ssl.create_default_context(cafile=path)
    except OSError as error:
        raise RecordError([store_problem("R-store-unreachable", f"the certificates of sslrootcert: {error}")],
                          about="The store") from error


def _refuse_of_another_process(_: object, pooled: ConnectionPoolEntry, fairy: PoolProxiedConnection) -> None:
    """A connection that a fork brought along belongs to the other process; SQLAlchemy then makes another one."""
    if pooled.info["process"] != os.getpid():
        pooled.dbapi_connection = fairy.dbapi_connection = None  # type: ignore[misc]  # as SQLAlchemy says
        raise DisconnectionError
