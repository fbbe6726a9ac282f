"""A valid document becomes the model: every name is looked up once, here."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.definition.kinds import Part, condition_of, formula_of
from riskscreen.model.condition import Condition, ScaleCondition
from riskscreen.model.definition import About, Accepted, Definition, Said, Validation
from riskscreen.model.item import Indicator, Item, SameAs, Section
from riskscreen.model.outcome import Level, LevelBands, Outcome, Rule
from riskscreen.model.response import (
    UNKNOWN,
    Band,
    NumberResponse,
    Option,
    Response,
    ResponseScale,
    TextResponse,
)
from riskscreen.model.scale import MissingRule, Rounding, Scale
from riskscreen.model.text import MOST_CHARACTERS, Text


def link(document: Part) -> Definition:
    """The model of a document in which the schema and the static checks found no fault."""
    response_scales = {name: _response_scale(part) for name, part in document.get("response_scales", {}).items()}
    return Definition(
        id=document["id"],
        version=document["version"],
        title=Text.of(document["title"]),
        about=_about(document["about"]),
        response_scales=tuple(response_scales.items()),
        sections=tuple(_section(part, response_scales) for part in document["sections"]),
        scales=tuple(_scale(part) for part in document.get("scales", ())),
        outcomes=tuple(_outcome(part) for part in document["outcomes"]),
        result=document["result"],
        accepted=tuple(Accepted(part["finding"], part["at"], Text.of(part["because"]))
                       for part in document.get("accepted", ())),
        reads=tuple(document.get("reads", ())),
    )


def _about(part: Part) -> About:
    return About(
        status=part["status"],
        licence=part["licence"],
        intended_use=Text.of(part["intended_use"]),
        not_for=Text.of(part["not_for"]),
        sources=_said(part["sources"]),
        rights_holder=part.get("rights_holder"),
        permission=part.get("permission"),
        authorised_users=_text(part, "authorised_users"),
        training=_text(part, "training"),
        validation=tuple(Validation(**study) for study in part.get("validation", ())),
        languages=_said(part.get("languages", {})),
        review_by=part.get("review_by"),
        supersedes=part.get("supersedes"),
        contact=part.get("contact"),
    )


def _said(part: Part) -> tuple[tuple[str, Said], ...]:
    return tuple((name, Text.of(said) if isinstance(said, Mapping) else said) for name, said in part.items())


def _section(part: Part, response_scales: Mapping[str, ResponseScale]) -> Section:
    return Section(
        id=part["id"],
        title=Text.of(part["title"]),
        items=tuple(_item(item, response_scales) for item in part["items"]),
        guidance=_text(part, "guidance"),
        applies_when=_optional_condition(part),
    )


def _item(part: Part, response_scales: Mapping[str, ResponseScale]) -> Item:
    named = part["response"] if isinstance(part["response"], str) else None
    response = _response(part["response"]) if named is None else response_scales[named]
    return Item(
        id=part["id"],
        text=Text.of(part["text"]),
        response=response,
        response_scale=named,
        guidance=_text(part, "guidance"),
        sources=tuple(part.get("sources", ())),
        applies_when=_optional_condition(part),
        indicators=tuple(Indicator(indicator["id"], Text.of(indicator["text"]), indicator.get("suggests"))
                         for indicator in part.get("indicators", ())),
        same_as=tuple(SameAs(other["instrument"], other["item"], tuple(sorted(other.get("options", {}).items())))
                      for other in part.get("same_as", ())),
        topic=_text(part, "topic"),
        option_guidance=_option_guidance(part.get("option_guidance", {}), response),
    )


def _option_guidance(part: Part, response: Response) -> tuple[tuple[str, Text], ...]:
    names = (*(choice.id for choice in response.choices), UNKNOWN)
    return tuple((name, Text.of(part[name])) for name in names if name in part)


def _response(part: Part) -> Response:
    if "options" in part:
        return _response_scale(part)
    if "text" in part:
        return TextResponse(part["text"].get("max_length", MOST_CHARACTERS))
    number = part["decimal"] if "decimal" in part else part["integer"]
    return NumberResponse(
        least=number["min"],
        most=number["max"],
        places=number.get("places", 0),
        is_decimal="decimal" in part,
        unit=_text(number, "unit"),
        bands=tuple(Band(band["id"], Text.of(band["label"]), band["from"], band.get("score", 0),
                         _text(band, "guidance")) for band in part.get("bands", ())),
        allows_unknown=part.get("unknown", True),
    )


def _response_scale(part: Part) -> ResponseScale:
    options = tuple(Option(option["id"], Text.of(option["label"]), option.get("score", 0), _text(option, "guidance"),
                           option.get("not_applicable", False)) for option in part["options"])
    return ResponseScale(options, part.get("unknown", True))


def _optional_condition(part: Part) -> Condition | None:
    return condition_of(part["applies_when"]) if "applies_when" in part else None


def _scale(part: Part) -> Scale:
    return Scale(
        id=part["id"],
        formula=formula_of(part),
        title=_text(part, "title"),
        round=Rounding(part["round"]["places"], part["round"]["how"]) if "round" in part else None,
        missing=MissingRule(part["missing"]["allow"], part["missing"]["method"], part["missing"].get("round"))
        if "missing" in part else None,
    )


def _outcome(part: Part) -> Outcome:
    ladder = tuple(level["id"] for level in part["levels"])
    bands = _level_bands(part) if "bands" in part else None
    kind = part.get("kind", "degree")
    return Outcome(
        id=part["id"],
        title=Text.of(part["title"]),
        levels=tuple(Level(level["id"], Text.of(level["label"]), rank, part["id"], ladder, _text(level, "meaning"),
                           tuple(map(Text.of, level.get("follow_up", ()))), tuple(level.get("next", ())), kind)
                     for rank, level in enumerate(part["levels"])),
        rules=_rules_of(bands, ladder) if bands else tuple(
            Rule(rule["id"], rule["level"], ladder.index(rule["level"]), condition_of(rule["when"]),
                 _text(rule, "because"), tuple(rule.get("sources", ()))) for rule in part["rules"]),
        override=part.get("override", "raise_or_lower"),
        bands=bands,
        kind=kind,
        follow_ups=part.get("follow_ups", "instead"),
        when_open=tuple(map(Text.of, part.get("when_open", ()))),
    )


def _level_bands(part: Part) -> LevelBands:
    worse_is_lower = "to" in part["bands"][0]
    rows = tuple((band["level"], band["to"] if worse_is_lower else band["from"]) for band in part["bands"])
    return LevelBands(part["scale"], "lower" if worse_is_lower else "higher", rows)


def _rules_of(bands: LevelBands, ladder: tuple[str, ...]) -> tuple[Rule, ...]:
    """Bands say what rules say in fewer words: one rule a band, named after its level."""
    end = "at_most" if bands.worse == "lower" else "at_least"
    return tuple(Rule(level, level, ladder.index(level), ScaleCondition(bands.scale, **{end: cut_off}))
                 for level, cut_off in bands.rows)


def _text(part: Part, name: str) -> Text | None:
    return Text.of(part[name]) if name in part else None
