"""Findings about a file of test vectors: what it leaves untried, and what it expects and does not get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.analysis.counting.cut_offs import CutOff, cut_offs_of
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.rules import pointer_of
from riskscreen.analysis.findings.survey import Survey
from riskscreen.analysis.mutation.vectors import Vector
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import score
from riskscreen.errors import AnswersError, describe
from riskscreen.explain.words.sentence import SentencePart, sentence
from riskscreen.model.number import exact, highest_within, lowest_reaching, plain
from riskscreen.model.truth import NO, YES

Vectors: TypeAlias = "Sequence[Mapping[str, object] | Vector]"

ABOUT_VECTORS = frozenset({"F-vector-wrong", "F-vectors-miss-side", "F-vectors-miss-rule"})


def vector_findings(survey: Survey, vectors: Vectors) -> Iterator[Finding]:
    """What is found when every vector is scored."""
    scored = []
    for n, vector in enumerate(vectors):
        plain_vector = vector.to_json() if isinstance(vector, Vector) else vector
        name = describe(plain_vector.get("id", n + 1))
        try:
            _, facts = score(survey.compiled, plain_vector.get("answers"), partial=plain_vector.get("partial") is True)
        except AnswersError as error:
            yield Finding("F-vector-wrong", "fault", "", sentence(
                "vector.not_scored", vector=name, problem=error.problems[0]))
            continue
        scored.append(facts)
        yield from _unexpected(survey, name, facts, plain_vector)
    yield from _untried_rules(survey, scored)
    yield from _untried_sides(survey, scored)


def _unexpected(survey: Survey, name: str, facts: Facts, vector: Mapping[str, object]) -> Iterator[Finding]:
    """The outcomes and scales that a vector expects otherwise than they are."""
    definition, units = survey.definition, survey.compiled.units
    for n, (outcome, (low, high)) in enumerate(zip(definition.outcomes, facts.outcomes, strict=True)):
        found = outcome.levels[low].id, outcome.levels[high].id
        yield from _wrong(name, vector.get("outcomes"), outcome.id, found, f"/outcomes/{n}")
    for n, (scale, (low, high)) in enumerate(zip(definition.scales, facts.scales, strict=True)):
        numbers = plain(exact(low, units[n])), plain(exact(high, units[n]))
        yield from _wrong(name, vector.get("scales"), scale.id, numbers, f"/scales/{n}")


def _wrong(name: str, expected: object, part: str, found: tuple[str, str], pointer: str) -> Iterator[Finding]:
    """The finding about one part, where the vector says anything of it, and something else."""
    told = expected.get(part) if isinstance(expected, Mapping) else None
    wanted = [_written(each) for each in (told if isinstance(told, list | tuple) else (told, told))]
    if told is not None and wanted != [*found]:
        yield Finding("F-vector-wrong", "fault", pointer, sentence(
            "vector.wrong", vector=name, part=part, wanted=_ends(wanted), found=_ends(found)))


def _written(told: object) -> str:
    return plain(told) if isinstance(told, int | Decimal) and not isinstance(told, bool) else str(told)


def _ends(found: Sequence[str]) -> SentencePart:
    if not found:
        return sentence("ends.nothing")
    low, high = found[0], found[min(1, len(found) - 1)]
    return low if low == high else sentence("ends.span", low=low, high=high)


def _untried_rules(survey: Survey, scored: Sequence[Facts]) -> Iterator[Finding]:
    """Rules that hold in no vector, or in all, though answers can make it otherwise."""
    sets = survey.sets
    for n, outcome in enumerate(survey.definition.outcomes):
        for k, (rule, one) in enumerate(zip(outcome.rules, sets.base.rules[n], strict=True)):
            truths = {facts.rules[n][k] for facts in scored}
            for truth, key, where in ((YES, "vectors_miss_rule.holds", one),
                                      (NO, "vectors_miss_rule.holds_not", sets.without(sets.every, one))):
                example = survey.counting.example(where)
                if truth not in truths and example is not None:
                    yield Finding("F-vectors-miss-rule", "doubt", pointer_of(n, outcome, k),
                                  sentence(key, rule=rule.id), example)


def _untried_sides(survey: Survey, scored: Sequence[Facts]) -> Iterator[Finding]:
    """Cut-offs with a side whose nearest number no vector has."""
    for cut_off in cut_offs_of(survey.definition):
        n = survey.definition.scale_numbers[cut_off.scale]
        unit, numbers = survey.compiled.units[n], survey.numbers(n) or {}
        tried = {low for low, high in (facts.scales[n] for facts in scored) if low == high}
        for side, number in _nearest(cut_off, numbers, unit):
            if number not in tried:
                yield Finding("F-vectors-miss-side", "doubt", cut_off.pointer, sentence(
                    side, scale=cut_off.scale, number=plain(exact(number, unit))), numbers[number])


def _nearest(cut_off: CutOff, numbers: Mapping[int, AnswerSet], unit: int) -> Iterator[tuple[str, int]]:
    """The nearest number on each side of a cut-off that the scale can have, with what is said of it."""
    if cut_off.end == "at_least":
        first = lowest_reaching(cut_off.number, unit)
        above, below = _INSIDE, _OUTSIDE
    else:
        first = highest_within(cut_off.number, unit) + 1
        above, below = _OUTSIDE, _INSIDE
    yield from ((above, number) for number in sorted(n for n in numbers if n >= first)[:1])
    yield from ((below, number) for number in sorted(n for n in numbers if n < first)[-1:])


_INSIDE, _OUTSIDE = "vectors_miss_side.inside", "vectors_miss_side.outside"
