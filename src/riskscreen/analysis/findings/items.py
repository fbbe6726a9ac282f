"""Findings about items and options that make no difference to any outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from riskscreen.analysis.counting.sampled_items import SampledItems
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.explain.words.sentence import sentence
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse

Pair = tuple[int, int]


def item_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about each item that no other finding is about, and about its options."""
    in_doubt = survey.in_doubt
    alive = []
    sampled = None if survey.every else SampledItems(survey.compiled, survey.sample)
    for n, item in enumerate(survey.compiled.items):
        if ("item", item.id) in in_doubt:
            continue
        if survey.compiled.is_gate[n] or _matters(survey, n, sampled):
            alive.append(n)
        else:
            yield _dead(survey, item)
    if survey.every:
        yield from _option_findings(survey, alive)


def _matters(survey: Survey, n: int, sampled: SampledItems | None) -> bool:
    """Whether some answer set has another level with another answer; a sample is asked about the result only."""
    if sampled is not None:
        return next(sampled.changes(n), None) is not None
    return next(survey.kids_of(n), None) is not None


def _dead(survey: Survey, item: Item) -> Finding:
    pointer = survey.places[item.id]
    if not survey.uses.is_read(item.id):
        has_scores = any(choice.score for choice in item.response.choices)
        return Finding("F-item-never-matters", "fault" if has_scores else "doubt", pointer, sentence(
            "item_unread.with_scores" if has_scores else "item_unread", item=item.id))
    said = sentence("item_never_matters" if survey.every else "item_never_matters.in_sample", item=item.id)
    return survey.claim("F-item-never-matters", pointer, said, survey.uses.below(
        ("outcome", outcome.id) for outcome in survey.definition.outcomes))


def _option_findings(survey: Survey, alive: Collection[int]) -> Iterator[Finding]:
    """Options that make no difference: of a response scale where that is so for all items, else of one item."""
    found = {n: _alike(survey, n) for n in alive if _is_graded(survey, n)}
    shared: dict[str, list[int]] = {}
    for n, item in enumerate(survey.compiled.items):
        if item.response_scale is not None:
            shared.setdefault(item.response_scale, []).append(n)
    for name, users in shared.items():
        for pair in found.get(users[0], ()):
            if all(pair in found.get(user, ()) for user in users):
                yield _alike_finding(survey, pair, users[0], f"/response_scales/{name}/options/{pair[1]}")
    for n, pairs in found.items():
        item = survey.compiled.items[n]
        users = shared.get(item.response_scale or "", [n])
        kind = "bands" if isinstance(item.response, NumberResponse) else "options"
        for pair in pairs:
            if item.response_scale is None or not all(pair in found.get(user, ()) for user in users):
                inside = f"/{kind}/{pair[1]}" if item.response_scale is None else ""
                pointer = f"{survey.places[item.id]}/response{inside}"
                yield _alike_finding(survey, pair, n, pointer, item=item.id)


def _is_graded(survey: Survey, n: int) -> bool:
    """Whether options are meant to count differently: they have other scores, or a scale tells some apart."""
    choices = survey.compiled.items[n].response.choices
    rows = [table.scores[n] for table in survey.compiled.tables.values() if n in table.scores]
    return len({choice.score for choice in choices}) > 1 or any(len(set(row)) > 1 for row in rows)


def _alike(survey: Survey, n: int) -> list[Pair]:
    """The options that no outcome can tell from an earlier one, each with the first such; of bands only neighbours.

    Options that were given one score, other than 0, were meant to be alike.
    """
    response, found_kids = survey.compiled.items[n].response, [*survey.kids_of(n), *survey.opened_by(n)]
    counted = [c for c, choice in enumerate(response.choices) if not choice.not_applicable]
    found = []
    for c in counted:
        others = [c - 1] if isinstance(response, NumberResponse) else counted[:counted.index(c)]
        meant = response.choices[c].score or None
        alike = (b for b in others if b >= 0 and response.choices[b].score != meant
                 and all(kids[b] == kids[c] for kids in found_kids))
        if (first := next(alike, None)) is not None:
            found.append((first, c))
    return found


def _alike_finding(survey: Survey, pair: Pair, n: int, pointer: str, **of_item: str) -> Finding:
    first, second = (survey.compiled.items[n].response.choices[c].id for c in pair)
    key = "option_never_matters.of_item" if of_item else "option_never_matters"
    return Finding("F-option-never-matters", "doubt", pointer, sentence(key, first=first, second=second, **of_item))
