"""The form as a page of its own: one file that needs no network, keeps nothing, and runs only its own script.

Definitions are written by others.  Their texts stand in a block of data that no browser runs, and the script puts them
into the page as texts, never as HTML.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any

from riskscreen.errors import usage_error
from riskscreen.explain.blocks.instrument import only_if_lines, status_words
from riskscreen.explain.html.parts import direction, stylesheet
from riskscreen.explain.words.catalogue import words_for
from riskscreen.explain.words.terms import Terms
from riskscreen.form.questions import form_with
from riskscreen.model.condition import Condition
from riskscreen.model.definition import Definition
from riskscreen.model.diagram import Diagram
from riskscreen.model.text import Text
from riskscreen.printable import in_one_line
from riskscreen.version import VERSION

_WORDS = "form"
_MODULES = ("walker", "file", "script/state", "script/words", "script/elements", "script/answers", "script/item",
            "script/standing", "script/keeping", "script/embedded", "script/page")  # each needs only those before it
_IMPORT = re.compile(r'^import \{[^}]*\} from "[^"]*";\n', re.MULTILINE)
_POLICY = "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"


def form_page(definition: Definition, diagrams: Sequence[Diagram], digest: str, languages: Sequence[str], *,
              is_embedded: bool = False) -> str:
    """The page as HTML; it opens in the first of the *languages* and can be switched to the others.

    One that is embedded tells whoever shows it in a frame of each change, and takes answers from there.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    for language in languages:
        definition.title[language]  # a text refuses a language that it does not have
    if not languages:
        raise usage_error("U-unknown-language", "A form is in at least one language.", found="no language",
                          expected=", ".join(definition.languages))
    languages = tuple(dict.fromkeys(languages))
    style, script = f"{stylesheet('colours')}\n{_asset('page.css')}", _script()
    policy = _POLICY.format(script=_hash(script), style=_hash(style))
    data = _data_of(definition, diagrams, digest, languages) | ({"embedded": True} if is_embedded else {})
    around = words_for(languages[0], _WORDS)
    title = escape(in_one_line(definition.title[languages[0]]))
    return "\n".join((
        "<!DOCTYPE html>",
        f'<html lang="{around.language}" dir="{direction(around.language)}" class="riskscreen">',
        '<head>',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f'<noscript><p>{escape(around("needs_script"))}</p></noscript>',
        '<div id="form"></div>',
        f'<script type="application/json" id="data">{_as_block(data)}</script>',
        f'<script type="module">{script}</script>',
        "</body>",
        "</html>",
        ""))


def _data_of(definition: Definition, diagrams: Sequence[Diagram], digest: str,
             languages: Sequence[str]) -> dict[str, Any]:
    """All that the script reads: the form, and the words around it in each language."""

    def told(text: Text) -> dict[str, str]:
        return {language: in_one_line(text[language]) for language in languages}

    return {
        "form": form_with(definition, diagrams, digest, told, languages),
        "made_with": VERSION,
        "languages": [_language_of(Terms(definition, language)) for language in languages],
    }


def _language_of(terms: Terms) -> dict[str, Any]:
    """The words in one language, and what only the definition's words can say: its status, and when a part applies."""
    around = words_for(terms.language, _WORDS)
    gates = {}
    for section in terms.definition.sections:
        gates[f"section {section.id}"] = _gate(terms, section.applies_when)
        gates |= {f"item {item.id}": _gate(terms, item.applies_when) for item in section.items}
    return {"tag": terms.language, "dir": direction(terms.language), "words_in": around.language,
            "words": dict(around.patterns), "status": status_words(terms),
            "gates": {name: lines for name, lines in gates.items() if lines}}


def _gate(terms: Terms, condition: Condition | None) -> list[list[object]]:
    """When a part applies, in lines, each with how deep it stands."""
    return [[line.depth, in_one_line(line.text)] for line in only_if_lines(terms, condition, 0)]


def _as_block(data: dict[str, Any]) -> str:
    """Data as JSON in which nothing can end the block, or begin another."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _script() -> str:
    """The modules as one; what they take from each other stands in it already."""
    return "\n".join(_IMPORT.sub("", _asset(f"{name}.js")) for name in _MODULES)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@lru_cache
def _asset(name: str) -> str:
    """One of our own files, as it stands in the package."""
    source: bytes = __spec__.loader.get_data(__file__.rpartition("page.py")[0] + name)  # type: ignore[union-attr]  # loaders of files and of zips both have it
    return source.decode()
