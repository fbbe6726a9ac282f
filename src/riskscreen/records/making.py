"""Making a record of a case that was just scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import attrs

from riskscreen.arguments import text, text_or_none
from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.engine.promised import promised_part
from riskscreen.errors import Problem, RecordError, pointer_to, wrong_type
from riskscreen.model.answer import Answers
from riskscreen.model.response import TextResponse
from riskscreen.model.truth import YES
from riskscreen.records.checking import earlier, other_case, plain_values
from riskscreen.records.kept import digest_of, id_of
from riskscreen.records.moment import moment_text
from riskscreen.records.reading import record_of
from riskscreen.records.record import Record
from riskscreen.version import RECORD, SCORING


@attrs.frozen(kw_only=True)
class Keeping:
    """What is said of a case that is kept, beside its answers and what came out."""

    case: str
    rater: str
    made_at: str | datetime
    as_of: str | None = None
    owner: str | None = None
    context: Mapping[str, object] | None = None
    source: str | None = None
    notes: str | None = None
    id: str | None = None
    follows: str | Record | None = None
    replaces: str | Record | None = None


def kept_record(compiled: Compiled, digest: str, answers: Answers, facts: Facts, keeping: Keeping) -> Record:
    """The record of a scored case.

    Raises:
        RecordError: With every problem of what is said of it.
        WrongType: For a value of another type.
    """
    document = plain_values({
        "format": RECORD, "id": text_or_none("id", keeping.id), "digest": "", **_said(keeping),
        "instrument": {"id": compiled.definition.id, "version": compiled.definition.version, "digest": digest},
        "scoring": SCORING, "partial": _is_partial(compiled, answers), "answers": answers.to_json(),
        "result": promised_part(compiled, answers, facts), "judgements": []})
    if document["id"] is None:
        document["id"] = id_of(document)
    document["digest"] = digest_of(document)
    record = record_of(document, compiled.definition)
    problems = [problem for name in ("follows", "replaces")
                for problem in _link_problems(record, name, getattr(keeping, name))]
    if problems:
        raise RecordError(problems, about="The record")
    return record


def _said(keeping: Keeping) -> dict[str, object]:
    texts = {name: text_or_none(name, getattr(keeping, name)) for name in ("as_of", "owner")}
    if not isinstance(keeping.context, Mapping | None):
        raise wrong_type("The option context is a mapping.", keeping.context, "a mapping of plain values")
    return {"case": text("case", keeping.case), "rater": text("rater", keeping.rater), **texts,
            "made_at": moment_text("made_at", keeping.made_at), "context": keeping.context,
            "notes": text_or_none("notes", keeping.notes) or "", **_source(keeping),
            "follows": _digest("follows", keeping.follows), "replaces": _digest("replaces", keeping.replaces)}


def _source(keeping: Keeping) -> dict[str, object]:
    """What the answers were taken from; left out where nothing was said, as in records from before it was kept."""
    source = text_or_none("source", keeping.source)
    return {} if source is None else {"source": source}


def _digest(name: str, link: object) -> str | None:
    """A link to a record as its digest."""
    return link.digest if isinstance(link, Record) else text_or_none(name, link)


def _is_partial(compiled: Compiled, answers: Answers) -> bool:
    """Whether an item that applies has no answer; texts are never required."""
    texts = {item.id for item in compiled.definition.items if isinstance(item.response, TextResponse)}
    return any(entry.state == "unanswered" and entry.applies == YES and entry.item not in texts
               for entry in answers.entries)


def _link_problems(record: Record, name: str, link: object) -> Iterator[Problem]:
    """A record that this one follows or replaces is of the same case, and was not made later.

    Of a digest alone nothing is known here; a `History` looks at it again.
    """
    if not isinstance(link, Record):
        return
    if link.case != record.case:
        yield other_case(pointer_to(name), link.case, record.case)
    if record.moment < link.moment:
        yield earlier("/made_at", record.made_at, link.made_at)
