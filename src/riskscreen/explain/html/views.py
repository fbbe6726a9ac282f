"""Results and instruments as HTML: a page of its own, or a fragment for a notebook.

Nothing in it runs and nothing is loaded: no scripts, no fonts, no links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riskscreen.engine.trace import Trace
from riskscreen.explain.find.hints import Hint
from riskscreen.explain.find.questions import Question
from riskscreen.explain.html.instrument import instrument_view
from riskscreen.explain.html.markup import Html, HtmlCase, HtmlTerms
from riskscreen.explain.html.parts import fragment, whole_page
from riskscreen.explain.html.result import result_view
from riskscreen.explain.words.terms import language_of
from riskscreen.model.definition import Definition

_PAGE, _FRAGMENT = 1, 2  # the rank of the first heading


def result_page(definition: Definition, trace: Trace, hints: Sequence[Hint], questions: Sequence[Question],
                language: str | None, *, digest: str, about: Mapping[str, str | None],
                context: Mapping[str, object] | None = None) -> str:
    """A result as a whole page; *about* says of which case it is, by the keys ``case``, ``as_of``, ...

    *context* holds circumstances of the case that are never scored.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = HtmlTerms(definition, language_of(definition, language))
    view = result_view(HtmlCase(terms, trace), hints, questions, _PAGE, about, digest, context)
    return whole_page(terms, terms.text(definition.title), view)


def result_fragment(definition: Definition, trace: Trace, hints: Sequence[Hint], questions: Sequence[Question], *,
                    digest: str, about: Mapping[str, str | None], context: Mapping[str, object] | None = None) -> Html:
    """A result as a fragment, in English or else the instrument's first language."""
    terms = HtmlTerms(definition, language_of(definition, None))
    view = result_view(HtmlCase(terms, trace), hints, questions, _FRAGMENT, about, digest, context)
    return fragment(terms, view)


def instrument_page(definition: Definition, language: str | None, *, digest: str) -> str:
    """An instrument as a whole page.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    terms = HtmlTerms(definition, language_of(definition, language))
    return whole_page(terms, terms.text(definition.title), instrument_view(terms, _PAGE, digest, is_open=True))


def instrument_fragment(definition: Definition, *, digest: str) -> Html:
    """An instrument as a fragment, in English or else its first language."""
    terms = HtmlTerms(definition, language_of(definition, None))
    return fragment(terms, instrument_view(terms, _FRAGMENT, digest, is_open=False))
