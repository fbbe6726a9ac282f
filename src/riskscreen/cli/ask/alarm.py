"""What cannot wait for the last question: an outcome that can no longer fall below its highest level."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskscreen.cli.output import wrapped
from riskscreen.cli.terminal import tell
from riskscreen.definition.uses import Uses
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.terms import Terms
from riskscreen.model.outcome import Level
from riskscreen.screening.instrument import Instrument
from riskscreen.screening.result import Result


def at_highest(result: Result) -> Mapping[str, Level]:
    """The outcomes that stand at their highest level, which asks something; routes have no highest."""
    return {name: outcome.at_least for name, outcome in result.outcomes.items()
            if outcome.at_least.kind == "degree" and outcome.at_least.id == outcome.at_least.ladder[-1]
            and outcome.at_least.follow_up}


def alarm(instrument: Instrument, language: str) -> Callable[[Mapping[str, object]], None]:
    """What tells, after each answer, what has just reached its highest level, and what no longer stands there.

    Where a rule for missing answers may stand in for an answer, a later one can lower the level: no more is claimed
    then than how it stands so far.
    """
    told: set[str] = set()
    terms, words = Terms(instrument.definition, language), words_for(language, "cli")
    uses = Uses(instrument.definition)

    def heard(answers: Mapping[str, object]) -> None:
        found = at_highest(instrument.score(answers, partial=True))
        for name, level in found.items():
            if name not in told:
                is_final = not uses.has_missing_rule(uses.of(("outcome", name)))
                stands = terms.pair(terms.outcome(name), level.label[language])
                said = words("act_now", found=stands) if is_final else words("act_so_far", found=stands)
                tell("\n" + "\n".join([wrapped(said), *_steps(level, language)]))
        for name in sorted(told.difference(found)):
            tell("\n" + wrapped(words("open_again", outcome=terms.outcome(name))))
        told.clear()
        told.update(found)

    return heard


def _steps(level: Level, language: str) -> list[str]:
    return ["  - " + wrapped(step[language], "    ").strip() for step in level.follow_up]
