"""The arguments of all commands, with a type."""

from __future__ import annotations

from collections.abc import Sequence

import attrs


@attrs.frozen
class Options:
    """What was asked for on the command line; a command reads the fields that it takes."""

    name: str = ""
    file: str = ""
    lang: str | None = None
    langs: Sequence[str] | None = None
    title: str | None = None
    partial: bool = False
    details: bool = False
    full: bool = False
    json: bool = False
    evidence: bool = False
    case: str | None = None
    as_of: str | None = None
    save: str | None = None
    store: str | None = None
    resume: bool = False
    out: str | None = None
    html: str | None = None
    open: bool = False
    overwrite: bool = False
    outcome: str | None = None
    sets: int = 0
    to: str | None = None
    dialect: str = "duckdb"
    table: str = "cases"
    keep: Sequence[str] = ("case",)
    prefix: str = ""
    changes: Sequence[str] = ()
    other: str = ""
    seed: int = 0
    sheet: str | None = None
    mark: bool = False
    raw: bool = False
    scales: bool = False
    strict: bool = False
    watch: bool = False
    vectors: str | None = None
    rater: str | None = None
    owner: str | None = None
    source: str | None = None
    notes: str | None = None
    id: str | None = None
    made_at: str | None = None
    follows: str | None = None
    replaces: str | None = None
    shelf: str | None = None
    level: str = ""
    because: str | None = None
    by: str | None = None
    at: str | None = None
    paths: Sequence[str] = ()
    today: str | None = None
    deed: str = ""
    path: str | None = None
    count_by: Sequence[str] | None = None
    small: bool = False
    actor: str | None = None
    head: str | None = None
