"""Findings about what an instrument says to do: steps that hardly anybody is told while answers are open."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey


def follow_up_findings(survey: Survey) -> Iterator[Finding]:
    """The result, where its levels ask for steps in each other's place and nothing is said for open cases.

    What the result says then is for the whole case, so other outcomes need no such words.
    """
    for n, outcome in enumerate(survey.definition.outcomes):
        has_steps = any(level.follow_up for level in outcome.levels)
        if outcome.id == survey.definition.result and has_steps and outcome.follow_ups == "instead" \
                and not outcome.when_open:
            yield Finding("F-when-open-missing", "doubt", f"/outcomes/{n}",
                          f"While more than one level of {outcome.id} is possible, readers are told only the steps "
                          "that each of these levels asks for, which may be none. Say under when_open what to do and "
                          "what to ask until the level is settled; or, where the steps add up, make follow_ups "
                          "cumulative.")
