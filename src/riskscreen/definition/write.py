"""The model becomes a document again: what `link` read, in the same words."""

from __future__ import annotations

from riskscreen.definition.kinds import WrittenPart, formula_part, part_of, present
from riskscreen.model.condition import Condition
from riskscreen.model.definition import About, Definition, Said
from riskscreen.model.item import Item, Section
from riskscreen.model.outcome import Level, Outcome, Rule
from riskscreen.model.response import Band, NumberResponse, Option, Response, ResponseScale
from riskscreen.model.scale import Scale
from riskscreen.model.text import Text
from riskscreen.version import DEFINITION


def document_of(definition: Definition) -> WrittenPart:
    """The document that describes this model; defaults are left out."""
    shared = {name: _response(scale) for name, scale in definition.response_scales}
    return {
        "format": DEFINITION,
        "id": definition.id,
        "version": definition.version,
        "title": definition.title.to_dict(),
        "about": _about(definition.about),
        **({"response_scales": shared} if shared else {}),
        "sections": [_section(section) for section in definition.sections],
        **({"scales": [_scale(scale) for scale in definition.scales]} if definition.scales else {}),
        "outcomes": [_outcome(outcome) for outcome in definition.outcomes],
        "result": definition.result,
        **present(reads=list(definition.reads), accepted=[
            {"finding": entry.finding, "at": entry.at, "because": entry.because.to_dict()}
            for entry in definition.accepted]),
    }


def _about(about: About) -> WrittenPart:
    return present(
        status=about.status, licence=about.licence, intended_use=about.intended_use, not_for=about.not_for,
        sources=_said(about.sources), rights_holder=about.rights_holder, permission=about.permission,
        authorised_users=about.authorised_users, training=about.training,
        validation=[{"citation": study.citation, "population": study.population, "n": study.n,
                     "outcome": study.outcome, "figures": study.figures} for study in about.validation],
        languages=_said(about.languages), review_by=about.review_by, supersedes=about.supersedes, contact=about.contact)


def _said(said: tuple[tuple[str, Said], ...]) -> WrittenPart:
    return {name: each.to_dict() if isinstance(each, Text) else each for name, each in said}


def _section(section: Section) -> WrittenPart:
    return present(id=section.id, title=section.title, guidance=section.guidance,
                    applies_when=_optional(section.applies_when), items=[_item(item) for item in section.items])


def _item(item: Item) -> WrittenPart:
    return present(
        id=item.id, text=item.text, topic=item.topic, response=item.response_scale or _response(item.response),
        guidance=item.guidance, option_guidance={name: text.to_dict() for name, text in item.option_guidance},
        sources=list(item.sources), applies_when=_optional(item.applies_when),
        indicators=[present(id=indicator.id, text=indicator.text, suggests=indicator.suggests)
                    for indicator in item.indicators],
        same_as=[present(instrument=other.instrument, item=other.item, options=dict(other.options))
                 for other in item.same_as])


def _response(response: Response) -> WrittenPart:
    if isinstance(response, ResponseScale):
        return {"options": [_option(option) for option in response.options], **_unknown(response)}
    if not isinstance(response, NumberResponse):
        return {"text": {"max_length": response.max_length}}
    limits = present(min=response.least, max=response.most, unit=response.unit)
    if response.is_decimal:
        limits["places"] = response.places
    return {"decimal" if response.is_decimal else "integer": limits,
            **present(bands=[_band(band) for band in response.bands]), **_unknown(response)}


def _unknown(response: ResponseScale | NumberResponse) -> WrittenPart:
    return {} if response.allows_unknown else {"unknown": False}


def _option(option: Option) -> WrittenPart:
    return present(id=option.id, score=option.score or None, label=option.label, guidance=option.guidance,
                    not_applicable=option.not_applicable or None)


def _band(band: Band) -> WrittenPart:
    return present(id=band.id, **{"from": band.start}, score=band.score or None, label=band.label,
                    guidance=band.guidance)


def _optional(condition: Condition | None) -> WrittenPart | None:
    return None if condition is None else part_of(condition)


def _scale(scale: Scale) -> WrittenPart:
    part = {"id": scale.id, **present(title=scale.title), **formula_part(scale.formula)}
    if scale.round is not None:
        part["round"] = {"places": scale.round.places, "how": scale.round.how}
    if scale.missing is not None:
        part["missing"] = present(allow=scale.missing.allow, method=scale.missing.method, round=scale.missing.round)
    return part


def _outcome(outcome: Outcome) -> WrittenPart:
    part = {"id": outcome.id, "title": outcome.title.to_dict(), "levels": [_level(level) for level in outcome.levels]}
    if outcome.bands is None:
        part["rules"] = [rule_part(rule) for rule in outcome.rules]
    else:
        bound = "to" if outcome.bands.worse == "lower" else "from"
        part["scale"] = outcome.bands.scale
        part["bands"] = [{"level": level, bound: cut_off} for level, cut_off in outcome.bands.rows]
    part |= {name: said for name, said, default in (
        ("override", outcome.override, "raise_or_lower"), ("kind", outcome.kind, "degree"),
        ("follow_ups", outcome.follow_ups, "instead")) if said != default}
    return {**part, **present(when_open=[text.to_dict() for text in outcome.when_open])}


def _level(level: Level) -> WrittenPart:
    return present(id=level.id, label=level.label, meaning=level.meaning,
                    follow_up=[text.to_dict() for text in level.follow_up], next=list(level.next))


def rule_part(rule: Rule) -> WrittenPart:
    """One rule as the document says it."""
    return present(id=rule.id, level=rule.level, when=part_of(rule.when), because=rule.because,
                    sources=list(rule.sources))
