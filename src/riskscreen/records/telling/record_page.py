"""A record as a page: the page of its result, with what was concluded beside what was computed."""

from __future__ import annotations

from riskscreen.explain.find.hints import hints_of
from riskscreen.explain.html.markup import Html, HtmlCase, HtmlTerms, element, joined
from riskscreen.explain.html.parts import block, heading, nested, tone, whole_page
from riskscreen.explain.html.result import Around, result_view
from riskscreen.explain.words.levels import standing_words
from riskscreen.explain.words.terms import language_of
from riskscreen.records.again import Again, scored_again
from riskscreen.records.kept import KeptRecord
from riskscreen.records.shelf import Shelf
from riskscreen.records.standing import Stood, stood_in
from riskscreen.records.telling.judgement_lines import judged_lines
from riskscreen.records.telling.record_text import questions_of, subject, telling_of
from riskscreen.records.telling.replay_lines import alert_lines
from riskscreen.records.telling.telling import Telling


def record_page(record: KeptRecord, shelf: Shelf, language: str | None) -> str:
    """The record as a page of its own; errors are those of `Record.to_html`."""
    again = scored_again(record, shelf)
    terms = HtmlTerms(again.definition, language_of(again.definition, language))
    return whole_page(terms, terms.text(again.definition.title), record_view(terms, again, 1), styles=("history",))


def record_view(terms: HtmlTerms, again: Again, rank: int) -> Html:
    """The parts of the page of a record, with headings from *rank* on."""
    record, below = again.record, rank + 1
    telling = telling_of(record, terms)
    judged = [each for each in stood_in(record, again.definition) if each.judgement is not None]
    of_result = [each for each in judged if each.is_result_of(again.definition)]
    around = Around(
        above=block(below, terms, alert_lines(telling, again), "rs-card rs-top rs-alert"),
        beside=joined(_conclusion(terms, telling, record, each, below) for each in of_result),
        beneath=joined(_beside_computed(terms, telling, record, each, below) for each in judged
                       if each not in of_result))
    return result_view(HtmlCase(terms, again.trace), hints_of(again.definition, again.answers), questions_of(again),
                       rank, subject(telling, record), record.instrument.digest, record.context, around)


def _conclusion(terms: HtmlTerms, telling: Telling, record: KeptRecord, stood: Stood, rank: int) -> Html:
    """What a rater concluded, in words of the size of what was computed."""
    assert stood.judged is not None, "only what was judged is shown so"
    return element("section", heading(rank, telling.words("judgement"), class_="rs-kicker"),
                   element("p", terms.own(terms.text(stood.judged.label)), class_=f"rs-verdict {tone(stood.judged)}"),
                   nested(terms, [*judged_lines(telling, record, stood, 0)]), class_="rs-card rs-judgement")


def _beside_computed(terms: HtmlTerms, telling: Telling, record: KeptRecord, stood: Stood, rank: int) -> Html:
    """Another outcome that was judged: at one side what was computed, at the other what a rater concluded."""
    title = heading(rank, terms.own(terms.outcome(stood.outcome.id)), class_="rs-kicker")
    computed = element("section", title, element("p", terms.own(standing_words(terms, stood.possible)),
                                                 class_="rs-verdict"), class_="rs-card")
    return element("div", computed, _conclusion(terms, telling, record, stood, rank), class_="rs-sides")
