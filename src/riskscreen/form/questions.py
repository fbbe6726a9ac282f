"""The questions of an instrument as data: what a form asks, shows and walks, and nothing that scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from riskscreen.definition.kinds import part_of
from riskscreen.model.condition import Condition
from riskscreen.model.definition import Definition
from riskscreen.model.diagram import Diagram
from riskscreen.model.item import Item, Section
from riskscreen.model.number import Number, in_units, ratio
from riskscreen.model.outcome import Level, Outcome
from riskscreen.model.response import UNKNOWN, Band, NumberResponse, Option, ResponseScale
from riskscreen.model.text import Text
from riskscreen.version import FORM

WrittenPart = dict[str, Any]
TextsAs = Callable[[Text], "str | dict[str, str]"]


def form_of(definition: Definition, diagrams: Sequence[Diagram], digest: str, language: str | None) -> WrittenPart:
    """The form in plain values: each text in one language, or in all of them.

    Raises:
        UsageError: For a language that the instrument does not have; near names are suggested.
    """
    if language is None:
        return form_with(definition, diagrams, digest, Text.to_dict, definition.languages)
    definition.title[language]  # a text refuses a language that it does not have
    return form_with(definition, diagrams, digest, lambda text: text[language], (language,))


def form_with(definition: Definition, diagrams: Sequence[Diagram], digest: str, told: TextsAs,
              languages: Sequence[str]) -> WrittenPart:
    """The form with its texts as *told* gives them."""
    about = definition.about
    return {
        "format": FORM,
        "instrument": {"id": definition.id, "version": definition.version, "digest": digest},
        "languages": list(languages),
        "title": told(definition.title),
        "status": about.status,
        "intended_use": told(about.intended_use),
        "not_for": told(about.not_for),
        "sections": [_section(section, told) for section in definition.sections],
        "outcomes": [_outcome(outcome, told) for outcome in definition.outcomes],
        "result": definition.result,
        "diagrams": [diagram.to_dict() for diagram in diagrams],
    }


def _section(section: Section, told: TextsAs) -> WrittenPart:
    return {"id": section.id, "title": told(section.title), **_texts(told, guidance=section.guidance),
            **_gate(section.applies_when), "items": [_item(item, told) for item in section.items]}


def _item(item: Item, told: TextsAs) -> WrittenPart:
    return {
        "id": item.id,
        "text": told(item.text),
        **_texts(told, topic=item.topic, guidance=item.guidance),
        **_gate(item.applies_when),
        "response": _response(item, told),
        **_some(indicators=[{"id": each.id, "text": told(each.text), **_some(suggests=each.suggests)}
                            for each in item.indicators],
                same_as=[{"instrument": other.instrument, "item": other.item, **_some(options=dict(other.options))}
                         for other in item.same_as]),
    }


def _response(item: Item, told: TextsAs) -> WrittenPart:
    response, own = item.response, dict(item.option_guidance)
    unknown = {"unknown": response.allows_unknown, **_texts(told, unknown_guidance=own.get(UNKNOWN))}
    if isinstance(response, ResponseScale):
        return {"kind": "options", "options": [_option(option, own, told) for option in response.options], **unknown}
    if not isinstance(response, NumberResponse):
        return {"kind": "text", "max_length": response.max_length}
    places = response.places
    return {"kind": "number", "min": _steps(response.least, places), "max": _steps(response.most, places),
            "places": places, **_texts(told, unit=response.unit),
            **_some(bands=[_band(band, own, places, told) for band in response.bands]), **unknown}


def _option(option: Option, own: Mapping[str, Text], told: TextsAs) -> WrittenPart:
    """An option with when to choose it: what the item says of that, else what the option says everywhere."""
    return {"id": option.id, "label": told(option.label),
            **_texts(told, guidance=own.get(option.id, option.guidance)),
            **_some(not_applicable=option.not_applicable)}


def _band(band: Band, own: Mapping[str, Text], places: int, told: TextsAs) -> WrittenPart:
    return {"id": band.id, "from": _steps(band.start, places), "label": told(band.label),
            **_texts(told, guidance=own.get(band.id, band.guidance))}


def _steps(number: Number, places: int) -> int:
    """A number in whole steps of 10 to the power of minus *places*."""
    return in_units(ratio(number), 10**places)


def _outcome(outcome: Outcome, told: TextsAs) -> WrittenPart:
    return {"id": outcome.id, "title": told(outcome.title), "kind": outcome.kind, "follow_ups": outcome.follow_ups,
            "levels": [_level(level, told) for level in outcome.levels],
            **_some(when_open=[told(text) for text in outcome.when_open])}


def _level(level: Level, told: TextsAs) -> WrittenPart:
    return {"id": level.id, "label": told(level.label), **_texts(told, meaning=level.meaning),
            **_some(follow_up=[told(text) for text in level.follow_up], next=list(level.next))}


def _gate(condition: Condition | None) -> WrittenPart:
    return {} if condition is None else {"applies_when": part_of(condition)}


def _texts(told: TextsAs, **texts: Text | None) -> WrittenPart:
    """The texts that are there."""
    return {name: told(text) for name, text in texts.items() if text is not None}


def _some(**parts: object) -> WrittenPart:
    """The parts that say something."""
    return {name: part for name, part in parts.items() if part}
