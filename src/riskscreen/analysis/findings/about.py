"""Findings about what an instrument says of itself: what its status asks for, and is not there."""

from __future__ import annotations

from collections.abc import Iterator

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey

_MOST_NAMED = 5
_ASKED_FOR_USE = {
    "authorised_users": "who may use it",
    "training": "what training it takes",
}
_ASKED_FOR_VALIDATED = {
    "contact": "whom to turn to",
    "review_by": "by when it is to be looked at again",
}


def about_findings(survey: Survey) -> Iterator[Finding]:
    """What is missing in `about`."""
    about = survey.definition.about
    if about.status == "validated" and not about.validation:
        yield Finding("F-validated-without-study", "fault", "/about/status",
                      "The status is validated, so views leave out what the instrument is not for; but no study is "
                      "named. Name one under validation, or change the status.")
    if about.status in ("research", "validated"):
        uncited = [item.id for item in survey.definition.items if not item.sources]
        uncited += [rule.id for outcome in survey.definition.outcomes if outcome.bands is None
                    for rule in outcome.rules if not rule.sources]
        if uncited:
            more = f" and {len(uncited) - _MOST_NAMED} more" if len(uncited) > _MOST_NAMED else ""
            named = ", ".join(uncited[:_MOST_NAMED]) + more
            yield _missing("sources", f"what these items and rules are based on: {named}")
        asked = _ASKED_FOR_USE | (_ASKED_FOR_VALIDATED if about.status == "validated" else {})
        for name, what in asked.items():
            if getattr(about, name) is None:
                yield _missing(name, what)
        languages = survey.definition.languages
        untold = [language for language in languages if language not in dict(about.languages)]
        if len(languages) > 1 and untold:
            yield _missing("languages", f"who wrote or translated the texts in {', '.join(untold)}")


def _missing(name: str, what: str) -> Finding:
    return Finding("F-about-incomplete", "doubt", f"/about/{name}",
                   f"The instrument does not say {what}. Add {name}, for those who decide whether to use it.")
