"""What cannot wait for the last question: an outcome that can no longer fall below its highest level."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskscreen.cli.output import wrapped
from riskscreen.cli.terminal import tell
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.terms import Terms
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result


def settled_highest(result: Result) -> tuple[str, ...]:
    """The outcomes whose highest level is certain, and asks something; routes have no highest."""
    return tuple(name for name, outcome in result.outcomes.items()
                 if outcome.at_least is not None and outcome.at_least.kind == "degree"
                 and outcome.at_least.id == outcome.at_least.ladder[-1] and outcome.at_least.follow_up)


def alarm(instrument: Instrument, language: str) -> Callable[[Mapping[str, object]], None]:
    """What tells, after each answer, what has just become certain, and what has become open again."""
    told: set[str] = set()
    terms, words = Terms(instrument.definition, language), words_for(language, "cli")

    def heard(answers: Mapping[str, object]) -> None:
        result = instrument.score(answers, partial=True)
        certain = settled_highest(result)
        for name in certain:
            if name not in told:
                tell("\n" + _told(result, name, terms))
        for name in sorted(told.difference(certain)):
            tell("\n" + wrapped(words("open_again", outcome=terms.outcome(name))))
        told.clear()
        told.update(certain)

    return heard


def _told(result: Result, name: str, terms: Terms) -> str:
    level = result.outcomes[name].at_least
    assert level is not None, "it is certain"
    words = words_for(terms.language, "cli")
    steps = ["  - " + wrapped(step[terms.language], "    ").strip() for step in level.follow_up]
    found = terms.pair(terms.outcome(name), level.label[terms.language])
    return "\n".join([wrapped(words("act_now", found=found)), *steps])
