"""A record as plain text, and its replay."""

from __future__ import annotations

from collections.abc import Sequence

from riskscreen.explain.find.hints import hints_of
from riskscreen.explain.find.questions import Question, found_questions
from riskscreen.explain.html.ends import ABOUT
from riskscreen.explain.text.layout import page
from riskscreen.explain.text.views import result_text
from riskscreen.explain.words.lines import Line
from riskscreen.explain.words.terms import Terms, language_of
from riskscreen.model.definition import Definition
from riskscreen.records.again import Again, scored_again
from riskscreen.records.kept import KeptRecord
from riskscreen.records.replay import Differing
from riskscreen.records.shelf import Shelf
from riskscreen.records.standing import stood_in
from riskscreen.records.telling.judgement_lines import judgement_block
from riskscreen.records.telling.replay_lines import alert_lines, replay_lines
from riskscreen.records.telling.telling import Telling, hours_mislead


def record_text(record: KeptRecord, shelf: Shelf, language: str | None, *, details: bool) -> str:
    """The record in words; errors are those of `Record.explain`."""
    again = scored_again(record, shelf)
    language = language_of(again.definition, language)
    telling = telling_of(record, Terms(again.definition, language))
    told = result_text(again.definition, again.trace, hints_of(again.definition, again.answers), questions_of(again),
                       language, details=details, context=record.context)
    head = page([record_lines(telling, record), alert_lines(telling, again),
                 judgement_block(telling, record, stood_in(record, again.definition))])
    return f"{head}\n\n{told}"


def replay_text(record: KeptRecord, definition: Definition, scoring: int, differences: Sequence[Differing],
                language: str | None) -> str:
    """The replay in words; errors are those of `Replay.explain`."""
    telling = telling_of(record, Terms(definition, language_of(definition, language)))
    return page([record_lines(telling, record), replay_lines(telling, record.scoring, scoring, differences)])


def telling_of(record: KeptRecord, terms: Terms) -> Telling:
    """What a single record is told with."""
    moments = [record.moment, *(judgement.moment for judgement in record.judgements)]
    return Telling(terms, with_offset=hours_mislead(moments))


def record_lines(telling: Telling, record: KeptRecord) -> list[Line]:
    """Of which case it is, about what moment, by whom, and when it was recorded."""
    terms = telling.terms
    return [Line(terms.pair(terms.words(ABOUT[key]), said)) for key, said in subject(telling, record).items() if said]


def subject(telling: Telling, record: KeptRecord) -> dict[str, str | None]:
    """What the head of a record says, by the keys of `ABOUT`."""
    return {"case": record.case, "as_of": record.as_of, "rater": record.rater, "owner": record.owner,
            "made_at": telling.moment(record.moment), "id": record.id, "source": record.source,
            "notes": record.notes}


def questions_of(again: Again) -> tuple[Question, ...]:
    """What is to be asked next about the result; nothing once its level is determined."""
    result = again.definition.result
    low, high = again.facts.outcomes[[outcome.id for outcome in again.definition.outcomes].index(result)]
    return () if low == high else tuple(found_questions(again.compiled, again.answers, again.facts, result).questions)
