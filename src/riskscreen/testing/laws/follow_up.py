"""What is told as needed is needed however the open answers turn out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from riskscreen.explain.find.follow_up import next_instruments, steps_needed
from riskscreen.model.definition import Definition
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result
from riskscreen.testing.completing import RawAnswers, bare
from riskscreen.testing.laws.bounds import bounded_cases, tried_completions
from riskscreen.testing.laws.law import Law, LawCase
from riskscreen.testing.laws.spans import filled_in

ToldSteps: TypeAlias = "Mapping[str, tuple[str, ...]]"


def _broken_by(instrument: Instrument, case: LawCase) -> Iterator[str]:
    answers = case["answers"]
    assert isinstance(answers, dict)
    definition, result = instrument.definition, instrument.score(answers, partial=True)
    certain, possible = _certain(definition, result), set(result.next_instruments)
    for completion in tried_completions(instrument, answers)[0]:
        then = instrument.score(completion, partial=True)
        added = {item: answer for item, answer in completion.items() if answer != bare(answers.get(item))}
        told = _certain(definition, then)
        yield from (f"{name}: told in any case is {each!r}, but not with {added}"
                    for name, found in certain.items() for each in found if each not in told[name])
        if not filled_in(definition):
            yield from (f"{name} comes next with {added}, and is not told as what may come next"
                        for name in then.next_instruments if name not in possible)
        yield from _left_open(then, completion)


def _certain(definition: Definition, result: Result) -> ToldSteps:
    """The steps of each outcome and the instruments that are told as needed, but for what rests on missing answers."""
    left_out = filled_in(definition)
    steps = {outcome.id: tuple(map(str, steps_needed(outcome, result.outcomes[outcome.id])))
             for outcome in definition.outcomes if outcome.id not in left_out}
    follows = next_instruments(definition, result.outcomes)
    return steps | ({} if left_out else {"next": tuple(name for name, is_certain in follows.items() if is_certain)})


def _left_open(result: Result, completion: RawAnswers) -> Iterator[str]:
    if result.determined and result.when_open:
        yield f"the level is settled with {completion}, and still it is told what to do while it is open"


FOLLOW_UP_CERTAIN = Law(
    says="Each step, and each next instrument, that is told as needed is one of every completion of the open answers.",
    cases=bounded_cases, broken_by=_broken_by)
