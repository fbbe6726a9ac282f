"""Findings about cut-offs: those that no number of their scale can reach, or that every number reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.analysis.counting.answer_sets import AnswerSet
from riskscreen.analysis.counting.cut_offs import CutOff, cut_offs_of
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.definition.uses import UsedPart
from riskscreen.explain.words.sentence import Sentence, sentence
from riskscreen.model.number import exact, highest_within, lowest_reaching, plain


def cut_off_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about each cut-off whose scale rests on nothing that is at fault already."""
    for cut_off in cut_offs_of(survey.definition):
        below = survey.uses.of(("scale", cut_off.scale))
        if survey.is_blamed(below) or _is_natural(survey, cut_off):
            continue
        n = survey.definition.scale_numbers[cut_off.scale]
        numbers = survey.numbers(n)
        inside = None if numbers is None else is_inside(cut_off, numbers, survey.compiled.units[n])
        if numbers is None or inside is None or (inside and "/between/" in cut_off.pointer):
            continue
        survey.blame(_reader(survey, cut_off))
        nearest = (min if (cut_off.end == "at_least") == inside else max)(numbers)
        yield survey.claim("F-cut-off-out-of-reach", cut_off.pointer,
                           _said(cut_off, numbers, survey.compiled.units[n], inside=inside), below,
                           numbers[nearest], of_outcomes=False)


def is_inside(cut_off: CutOff, numbers: Mapping[int, AnswerSet], unit: int) -> bool | None:
    """Whether all these numbers are inside a cut-off (true), none is (false), or some are (None)."""
    if cut_off.end == "at_least":
        lowest = lowest_reaching(cut_off.number, unit)
        truths = {number >= lowest for number in numbers}
    else:
        highest = highest_within(cut_off.number, unit)
        truths = {number <= highest for number in numbers}
    return truths.pop() if len(truths) == 1 else None


def _is_natural(survey: Survey, cut_off: CutOff) -> bool:
    """Whether this is the band of the lowest level, which may say where it begins though it need not."""
    if cut_off.outcome is None:
        return False
    outcome = survey.definition.outcomes[cut_off.place[0]]
    return outcome.bands is not None and outcome.rules[cut_off.place[1]].level == outcome.levels[0].id


def _reader(survey: Survey, cut_off: CutOff) -> UsedPart:
    """What the cut-off is part of."""
    if cut_off.outcome is None or cut_off.rule is None:
        return "scale", survey.definition.scales[cut_off.place[0]].id
    return "rule", cut_off.outcome, cut_off.rule


def _said(cut_off: CutOff, numbers: Mapping[int, AnswerSet], unit: int, *, inside: bool) -> Sentence:
    low, high = plain(exact(min(numbers), unit)), plain(exact(max(numbers), unit))
    reach = sentence("reach.one_number", number=low) if low == high else sentence("reach.span", low=low, high=high)
    compared = sentence(_COMPARED[cut_off.end], number=plain(cut_off.number))
    return sentence("cut_off.always" if inside else "cut_off.never", scale=cut_off.scale, reach=reach,
                    compared=compared)


_COMPARED = {"at_least": "compared.at_least", "at_most": "compared.at_most"}
