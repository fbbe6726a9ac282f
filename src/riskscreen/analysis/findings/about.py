"""Findings about what an instrument says of itself: what its status asks for, and is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.explain.words.sentence import Sentence, SentencePart, counted_sentence, sentence, several

_MOST_NAMED = 5
_ASKED_FOR_USE = {"authorised_users": "about.authorised_users", "training": "about.training"}
_ASKED_FOR_VALIDATED = {"contact": "about.contact", "review_by": "about.review_by"}


def about_findings(survey: Survey) -> Iterator[Finding]:
    """What is missing in `about`."""
    about = survey.definition.about
    if about.status == "validated" and not about.validation:
        yield Finding("F-validated-without-study", "fault", "/about/status", sentence("validated_without_study"))
    if about.status in ("research", "validated"):
        uncited = [item.id for item in survey.definition.items if not item.sources]
        uncited += [rule.id for outcome in survey.definition.outcomes if outcome.bands is None
                    for rule in outcome.rules if not rule.sources]
        if uncited:
            yield _missing("sources", sentence("about.sources", parts=_named(uncited)))
        asked = _ASKED_FOR_USE | (_ASKED_FOR_VALIDATED if about.status == "validated" else {})
        for name, key in asked.items():
            if getattr(about, name) is None:
                yield _missing(name, sentence(key))
        languages = survey.definition.languages
        untold = [language for language in languages if language not in dict(about.languages)]
        if len(languages) > 1 and untold:
            yield _missing("languages", sentence("about.translators", languages=several(untold)))


def _named(ids: Sequence[str]) -> SentencePart:
    """The first of these, and how many there are more."""
    first, n_more = several(ids[:_MOST_NAMED]), len(ids) - _MOST_NAMED
    return counted_sentence("about.sources_more", n_more, parts=first) if n_more > 0 else first


def _missing(name: str, what: Sentence) -> Finding:
    return Finding("F-about-incomplete", "doubt", f"/about/{name}",
                   sentence("about_incomplete", what=what, name=name))
