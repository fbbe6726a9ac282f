"""The command that checks a definition: what it holds, and what in it makes no sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.analysis.findings.finding import Finding
from riskscreen.cli.files import instrument_in, naming
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, table, wrapped
from riskscreen.cli.vectors_files import VECTORS_FILE, vectors_beside
from riskscreen.errors import InstrumentError, Problem
from riskscreen.screening.instrument import Instrument

_GROUPS = (
    ("Faults: wrong, or without any effect", lambda finding: finding.accepted is None and finding.severity == "fault"),
    ("Doubts: worth a look", lambda finding: finding.accepted is None and finding.severity == "doubt"),
    ("Accepted in the file, with the reason", lambda finding: finding.accepted is not None),
)


def check(options: Options) -> Output:
    """What a definition without problems holds and what is found in it; problems are the error."""
    instrument = instrument_in(options.file)
    vectors = vectors_beside(options.file, instrument)
    found = instrument.check(vectors, seed=options.seed)
    left = [finding for finding in found if finding.accepted is None]
    if options.strict and left:
        with naming(options.file):
            raise InstrumentError([Problem(each.code, each.pointer, _in_one(each)) for each in left])
    return Output(text=lambda: _text(options.file, instrument, vectors, found),
                  data=lambda: {**_summary(instrument, vectors), "findings": [finding.to_dict() for finding in found]},
                  to_emphasise=["no problems", *(finding.code for finding in found)])


def _in_one(finding: Finding) -> str:
    return " ".join((finding.message, *finding.details))


def _text(file: str, instrument: Instrument, vectors: Sequence[object] | None, found: Sequence[Finding]) -> str:
    counts = _counts(instrument)
    rows = [
        ("  id", instrument.id),
        ("  version", instrument.version),
        ("  status", instrument.about.status),
        ("  languages", ", ".join(instrument.languages)),
        ("  digest", instrument.digest),
        ("  contents", ", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in counts.items())),
        *([] if vectors is None else [("  vectors", f"{len(vectors)} in {VECTORS_FILE} beside it")]),
    ]
    return "\n".join([f"{file}: no problems", table(rows), "", *_finding_lines(found)])


def _finding_lines(found: Sequence[Finding]) -> Iterator[str]:
    """The findings in groups, the gravest first."""
    if not found:
        yield "No findings."
    for title, is_of_group in _GROUPS:
        group = [finding for finding in found if is_of_group(finding)]
        if group:
            yield f"{title} ({len(group)})"
        for finding in group:
            yield f"  {finding.pointer or 'the document'} [{finding.code}]"
            yield from (wrapped(line, indent="    ") for line in (finding.message, *finding.details))


def _summary(instrument: Instrument, vectors: Sequence[object] | None) -> dict[str, object]:
    return {"id": instrument.id, "version": instrument.version, "status": instrument.about.status,
            "languages": [*instrument.languages], "digest": instrument.digest, "contents": {**_counts(instrument)},
            "n_vectors": None if vectors is None else len(vectors)}


def _counts(instrument: Instrument) -> dict[str, int]:
    return {"sections": len(instrument.sections), "items": len(instrument.items), "scales": len(instrument.scales),
            "outcomes": len(instrument.outcomes),
            "rules": sum(len(outcome.rules) for outcome in instrument.outcomes.values())}
