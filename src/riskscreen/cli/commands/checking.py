"""The command that checks a definition: what it holds, and what in it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from riskscreen.analysis.findings.finding import FindingList
from riskscreen.cli.decoration import Colour, Tint
from riskscreen.cli.files import instrument_in, naming
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, table, wrapped
from riskscreen.cli.vectors_files import VECTORS_FILE, vectors_beside
from riskscreen.errors import InstrumentError, Problem
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.screening.instrument import Instrument


def check(options: Options) -> Output:
    """What a definition without problems holds and what is found in it; problems are the error."""
    instrument = instrument_in(options.file)
    vectors = vectors_beside(options.file, instrument)
    found = instrument.check(vectors, seed=options.seed)
    left = [finding for finding in found if finding.accepted is None]
    if options.strict and left:
        with naming(options.file):
            raise InstrumentError([Problem(each.code, each.pointer, " ".join(each.lines(options.lang)))
                                   for each in left])
    words = words_for(options.lang, "cli")
    return Output(text=lambda: _text(words, options.file, instrument, vectors, found),
                  data=lambda: {**_summary(instrument, vectors), "findings": [finding.to_dict() for finding in found]},
                  to_emphasise=[words("no_problems"), *(finding.code for finding in found)],
                  tints=[*_tints(words, found)])


def _tints(words: Words, found: FindingList) -> Iterator[Tint]:
    """That there are no problems, and the titles of findings that somebody has to look at."""
    yield Tint(rf"(?P<word>{re.escape(words('no_problems'))})$", "teal")
    for title, group in found.groups(words.language):
        if colour := _COLOURS.get(group[0].kind):
            yield Tint(rf"^(?P<word>{re.escape(title)}) \(\d+\)$", colour)


_COLOURS: Mapping[str, Colour] = {"fault": "red", "doubt": "amber"}


def _text(words: Words, file: str, instrument: Instrument, vectors: Sequence[object] | None,
          found: FindingList) -> str:
    rows = [
        (words("id"), instrument.id),
        (words("version"), instrument.version),
        (words("status"), instrument.about.status),
        (words("languages"), ", ".join(instrument.languages)),
        (words("digest"), instrument.digest),
        (words("contents"), ", ".join(words.counted(name, count) for name, count in _counts(instrument).items())),
        *([] if vectors is None else [(words("vectors"), words("vectors_beside", n=len(vectors), file=VECTORS_FILE))]),
    ]
    return "\n".join([words("checked", file=file, found=words("no_problems")),
                      table([(f"  {name}", told) for name, told in rows]), "", *_finding_lines(words.language, found)])


def _finding_lines(language: str, found: FindingList) -> Iterator[str]:
    """The findings in groups, the gravest first."""
    if not found:
        yield found.explain(language).rstrip()
    for title, group in found.groups(language):
        yield f"{title} ({len(group)})"
        for finding in group:
            yield f"  {finding.place(language)} [{finding.code}]"
            yield from (wrapped(line, indent="    ") for line in finding.lines(language))


def _summary(instrument: Instrument, vectors: Sequence[object] | None) -> dict[str, object]:
    return {"id": instrument.id, "version": instrument.version, "status": instrument.about.status,
            "languages": [*instrument.languages], "digest": instrument.digest, "contents": {**_counts(instrument)},
            "n_vectors": None if vectors is None else len(vectors)}


def _counts(instrument: Instrument) -> dict[str, int]:
    return {"sections": len(instrument.sections), "items": len(instrument.items), "scales": len(instrument.scales),
            "outcomes": len(instrument.outcomes),
            "rules": sum(len(outcome.rules) for outcome in instrument.outcomes.values())}
