"""What the parts of an instrument are called in one language, and the words of riskscreen around them."""

from __future__ import annotations

from typing import Protocol

from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.model.definition import Definition, Said
from riskscreen.model.item import Item, Section
from riskscreen.model.number import Exact, Number, plain
from riskscreen.model.outcome import Level, Outcome
from riskscreen.model.response import UNKNOWN
from riskscreen.model.scale import Scale
from riskscreen.model.text import Text

_ENDS_BY_ITSELF = ("?", "!", ".", ":", "\u2026")


def language_of(definition: Definition, language: str | None) -> str:
    """The language asked for; without one, English where the instrument has it, else its first.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    if language is None:
        return "en" if "en" in definition.languages else definition.languages[0]
    definition.title[language]  # a text refuses a language that it does not have
    return language


class Speaks(Protocol):
    """What says texts in one language, with the words of riskscreen around them."""

    @property
    def words(self) -> Words:
        """The words of riskscreen."""

    def text(self, text: Text) -> str:
        """The text in this language."""


class Terms:
    """Names instead of ids: every text of the instrument in one language."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition, self.language = definition, language
        self.words: Words = words_for(language)
        self.items: dict[str, Item] = {item.id: item for item in definition.items}
        self.sections: dict[str, Section] = {section.id: section for section in definition.sections}
        self.section_of: dict[str, Section] = {item.id: section for section in definition.sections
                                               for item in section.items}
        self.scales: dict[str, Scale] = {scale.id: scale for scale in definition.scales}
        self.outcomes: dict[str, Outcome] = {outcome.id: outcome for outcome in definition.outcomes}
        self.levels: dict[tuple[str, str], Level] = {
            (outcome.id, level.id): level for outcome in definition.outcomes for level in outcome.levels}

    @property
    def has_own_words(self) -> bool:
        """Whether all words around the instrument's texts are in its language too."""
        return self.words.is_whole and self.words.language in (self.language, self.language.partition("-")[0])

    def text(self, text: Text) -> str:
        """The text in this language."""
        return text[self.language]

    def said(self, said: Said) -> str:
        """What is the same in every language, or the text in this one."""
        return said if isinstance(said, str) else self.text(said)

    def item(self, name: str) -> str:
        """What lists and results call an item: its topic, or what it asks where it has none."""
        return self.text(self.items[name].name)

    def question(self, name: str) -> str | None:
        """What an item asks, where lists call it otherwise."""
        item = self.items[name]
        return None if item.topic is None else self.text(item.text)

    def section(self, name: str) -> str:
        """The title of a section."""
        return self.text(self.sections[name].title)

    def scale(self, name: str) -> str:
        """The title of a scale; its id in plain letters where it has none."""
        title = self.scales[name].title
        return self.text(title) if title is not None else name.replace("_", " ")

    def outcome(self, name: str) -> str:
        """The title of an outcome."""
        return self.text(self.outcomes[name].title)

    def level(self, outcome: str, level: str) -> str:
        """The label of a level."""
        return self.text(self.levels[outcome, level].label)

    def choice(self, item: str, choice: str) -> str:
        """The label of one of an item's options or bands, with its id where another has the same label."""
        labels = {known.id: self.text(known.label) for known in self.items[item].response.choices}
        label = labels[choice]
        is_unclear = list(labels.values()).count(label) > 1
        return self.words("items.with_id", text=label, id=choice) if is_unclear else label

    def answer(self, item: str, answer: str) -> str:
        """The label of one of an item's options or bands, or the word for *unknown*."""
        return self.words("answer.unknown") if answer == UNKNOWN else self.choice(item, answer)

    def indicator(self, item: str, indicator: str) -> str:
        """The text of one of an item's indicators."""
        return next(self.text(known.text) for known in self.items[item].indicators if known.id == indicator)

    def pair(self, what: str, found: str) -> str:
        """One thing and what is said of it: *Weapon: Present*, or *Were they partners? Yes*."""
        key = "pair.after_mark" if what.rstrip().endswith(_ENDS_BY_ITSELF) else "pair"
        return self.words(key, what=what, found=found)

    def span(self, least: Exact | Number, most: Exact | Number) -> str:
        """The number, or the least and the most where answers are open; that it may be nothing goes without saying."""
        if least == most:
            return plain(least)
        if least == 0:
            return self.words("span.at_most", most=plain(most))
        return self.words("span", least=plain(least), most=plain(most))
