"""An entry of a history in lines, as a note for the file: what was found, what was concluded, and what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from riskscreen.explain.find.differences import AnswerDifference, OutcomeDifference
from riskscreen.explain.words.given import answer_words, given_words
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.model.answer import Answer
from riskscreen.records.change import Drive, HistoryChange
from riskscreen.records.telling.judgement_lines import judged_lines
from riskscreen.records.telling.replay_lines import replay_lines
from riskscreen.records.telling.telling import Telling
from riskscreen.records.timeline import TimelineEntry


def title_line(telling: Telling, entry: TimelineEntry) -> Line:
    """When it was, and with which instrument."""
    return Line(telling.words("entry", moment=telling.moment(entry.moment),
                              instrument=telling.terms.text(entry.definition.title)))


def entry_lines(telling: Telling, entry: TimelineEntry, told_notes: Collection[str] = ()) -> list[Line]:
    """Who filled it in and about what, what came out, what a rater concluded, and what is without an answer.

    Notes that were told before (*told_notes*) are not told again.
    """
    terms, words, result = telling.terms, telling.words, entry.result
    found = bullet(terms.pair(terms.outcome(result.outcome.id), standing_words(terms, result.possible)), 1)
    judged = [line for stood in entry.outcomes for line in judged_lines(telling, entry.record, stood, 1)]
    corrected = [bullet(words("corrects", moment=telling.moment(record.moment)), 1) for record in entry.replaced]
    notes = [bullet(words("notes", text=entry.record.notes), 1)] if entry.record.notes not in ("", *told_notes) else []
    replay = entry.replay
    shouted = [] if replay.same else replay_lines(telling, entry.record.scoring, replay.scoring, replay.differences, 1)
    return [*_about(telling, entry), *shouted, found, *judged, *_counted(telling, entry), *notes, *corrected]


def _about(telling: Telling, entry: TimelineEntry) -> Iterator[Line]:
    record, words = entry.record, telling.words
    yield Line(words("entry.version", id=record.instrument.id, version=record.instrument.version), 1)
    by = words("by", rater=record.rater) if record.owner is None else \
        words("by.owner", rater=record.rater, owner=record.owner)
    yield Line(by, 1)
    if record.as_of:
        yield Line(words("as_of", text=record.as_of), 1)
    if record.source:
        yield Line(words("source", text=record.source), 1)


def _counted(telling: Telling, entry: TimelineEntry) -> Iterator[Line]:
    for key, items in (("unknown", entry.unknown), ("unanswered", entry.unanswered), ("narrowed", entry.narrowed)):
        if items:
            yield bullet(telling.words.counted(key, len(items)), 1)


def change_lines(then: Telling, now: Telling, change: HistoryChange) -> list[Line]:
    """What differs from the record before, with the evidence for what is new, and what drove it.

    Nothing is said of two instruments that ask nothing the same.
    """
    if len(change.comparison.only_after) == len(change.after.definition.items):
        return []
    title = now.words("changed", moment=now.moment(change.before.moment)) if change.is_of_one_instrument else \
        now.words("changed.beside", instrument=then.terms.text(change.before.definition.title),
                  moment=now.moment(change.before.moment))
    answers = [_answer(now, change, answer) for answer in change.comparison.answers] or [
        bullet(now.words("changed.none"), 2)]
    return [bullet(title, 1), *answers, *_outcomes(then, now, change), *_driven(now, change),
            *_not_compared(now, change)]


def _answer(now: Telling, change: HistoryChange, difference: AnswerDifference) -> Line:
    terms, item = now.terms, difference.item
    before = answer_words(terms, item, difference.before, difference.answer_before)
    after = answer_words(terms, item, difference.after, difference.answer_after)
    evidence = _evidence(change.after.again.answers.entries, item)
    told = now.words("changed.evidence", answer=after, evidence=evidence) if evidence else after
    return bullet(terms.pair(terms.item(item), terms.words("comparison.changed", before=before, after=told)), 2)


def _evidence(entries: Iterable[Answer], item: str) -> str | None:
    entry = next(entry for entry in entries if entry.item == item)
    parts = [part.strip().rstrip(".") for part in (entry.because, entry.source) if part]
    return "; ".join(parts) or None


def _outcomes(then: Telling, now: Telling, change: HistoryChange) -> Iterator[Line]:
    if not change.is_of_one_instrument:
        return
    if not change.comparison.outcomes:
        yield bullet(now.words("changed.stays"), 2)
    for outcome in change.comparison.outcomes:
        yield _outcome(now, outcome)
        for drive in change.drives:
            if drive.outcome == outcome.outcome and drive.answers:
                yield bullet(_drive(now if drive.when == "now" else then, now, drive), 3)


def _outcome(now: Telling, outcome: OutcomeDifference) -> Line:
    terms = now.terms
    return bullet(terms.pair(terms.outcome(outcome.outcome), terms.words(
        "comparison.changed", before=standing_words(terms, outcome.before),
        after=standing_words(terms, outcome.after))), 2)


def _drive(side: Telling, now: Telling, drive: Drive) -> str:
    terms, is_now = side.terms, drive.when == "now"
    answers = now.listed([terms.pair(terms.item(name), given_words(terms, name, given)) for name, given in (
        (answer.item, answer.answer_after) if is_now else (answer.item_before, answer.answer_before)
        for answer in drive.answers)])
    claim = "route" if drive.reasons.level.kind == "route" else drive.claim
    return now.words(_DRIVES[claim, drive.when], level=terms.text(drive.reasons.level.label), answers=answers)


def _driven(now: Telling, change: HistoryChange) -> Iterator[Line]:
    """Whether answers or definition changed what comes out, where there are two definitions."""
    if change.driven_by is not None and change.before.definition != change.after.definition:
        yield bullet(now.words(_DRIVEN_BY[change.driven_by], version=change.after.definition.version), 2)


def _not_compared(now: Telling, change: HistoryChange) -> Iterator[Line]:
    comparison = change.comparison
    n_items = len({*comparison.only_before, *comparison.only_after, *comparison.unlike})
    if n_items:
        yield bullet(now.words.counted("changed.not_compared", n_items), 2)


_DRIVES = {
    ("at_least", "now"): "drive.at_least.now", ("at_least", "then"): "drive.at_least.then",
    ("at_most", "now"): "drive.at_most.now", ("at_most", "then"): "drive.at_most.then",
    ("route", "now"): "drive.route.now", ("route", "then"): "drive.route.then",
}
_DRIVEN_BY = {"definition": "driven.definition", "answers": "driven.answers", "both": "driven.both"}
