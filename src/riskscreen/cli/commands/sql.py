"""The command sql: an instrument as a query."""

from __future__ import annotations

from riskscreen.cli.files import instrument_named
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output


def sql(options: Options) -> Output:
    """The query, ready to be run."""
    query = instrument_named(options.name).to_sql(options.dialect, table=options.table, keep=options.keep,
                                                  prefix=options.prefix)
    return Output(text=lambda: query.rstrip("\n"), data=lambda: {"dialect": options.dialect, "query": query})
