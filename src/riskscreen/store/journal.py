"""The journal: what happened to a store, who did it, and the chain that holds it together.

Every entry is linked to the one before it by SHA-256.  Of content only a seal goes into the chain: SHA-256 over a
random salt and the content.  Without the salt, which is erased with the content, nobody can guess what it was.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

import attrs
from sqlalchemy import Connection, RowMapping, select, update

from riskscreen._json.values import JsonValue
from riskscreen._json.writing import write_pretty
from riskscreen.errors import RecordError
from riskscreen.store.faults import store_problem
from riskscreen.store.tables import CONTENT, HEAD, JOURNAL

_BYTES_OF_SALT = 32


@attrs.frozen(kw_only=True)
class JournalEntry:
    """One thing that happened: its number, when and by whom, and what.

    ``action`` is what was done, such as *append*, *judge*, *read*, *erase*.  ``case_key`` stands for the case: a random
    key that means nothing once the case is erased.  ``about`` is the number of the entry that it is about.
    """

    n: int
    at: str
    actor: str
    action: str
    case_key: str | None
    about: int | None
    detail: str
    seal: str
    link: str


@attrs.frozen
class Journal:
    """The journal of a store within a transaction, for one actor."""

    connection: Connection
    actor: str

    def write(self, action: str, *, case_key: str | None = None, about: int | None = None,
              detail: dict[str, JsonValue] | None = None, content: JsonValue = None) -> int:
        """Add an entry, with content where there is some, and give its number."""
        before_n, before = self._head()
        n = before_n + 1
        seal = "" if content is None else self._sealed(n, content)
        entry: dict[str, Any] = {
            "n": n, "at": now(), "actor": self.actor, "action": action, "case_key": case_key, "about": about,
            "detail": "" if detail is None else json.dumps(detail, sort_keys=True), "seal": seal}
        link = link_of(before, entry)
        self.connection.execute(JOURNAL.insert().values(**entry, link=link))
        self.connection.execute(update(HEAD).values(n=n, link=link))
        return n

    def _head(self) -> tuple[int, str]:
        """The last entry; in PostgreSQL whoever asks for it waits until others have written theirs."""
        row = self.connection.execute(select(HEAD.c.n, HEAD.c.link).with_for_update()).one()
        return row.n, row.link

    def _sealed(self, n: int, content: JsonValue) -> str:
        salt, body = secrets.token_hex(_BYTES_OF_SALT), write_pretty(content)
        self.connection.execute(CONTENT.insert().values(n=n, salt=salt, body=body))
        return seal_of(salt, body)


def entries_of(connection: Connection, case_key: str | None) -> tuple[JournalEntry, ...]:
    """The entries about the case of a key, or all of them, in order."""
    query = select(JOURNAL).order_by(JOURNAL.c.n)
    if case_key is not None:
        query = query.where(JOURNAL.c.case_key == case_key)
    return tuple(_entry(row) for row in connection.execute(query).mappings())


def _entry(row: RowMapping) -> JournalEntry:
    """An entry as it was written, as far as can be told without the others.

    Raises:
        RecordError: Where its moment is none.
    """
    try:
        datetime.fromisoformat(row["at"])
    except (TypeError, ValueError) as error:
        raise RecordError([store_problem("R-store-damaged", f"entry {row['n']}, without a moment")]) from error
    return JournalEntry(**row)


def now() -> str:
    """The store's own clock: the one place of riskscreen that asks what time it is."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def seal_of(salt: str, body: str) -> str:
    """What the chain knows of content."""
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def link_of(before: str, entry: dict[str, Any]) -> str:
    """The link of an entry: over the link before it, and all that it says, whatever somebody put there."""
    said = json.dumps([before, *(entry[field.name] for field in attrs.fields(JournalEntry) if field.name != "link")],
                      default=lambda foreign: {"foreign": repr(foreign)})  # which no entry of ours has
    return hashlib.sha256(said.encode()).hexdigest()
