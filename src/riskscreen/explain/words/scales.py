"""Scales in words: how the number comes about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from riskscreen.explain.find.named_trace import selected_items
from riskscreen.explain.words.conditions import condition_lines
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.number import plain
from riskscreen.model.scale import Combine, Count, Highest, Lookup, Points, Rounding, Scale, Selection, Sum


def formula_words(terms: Terms, scale: Scale) -> str:
    """What a scale does with its parts: *Counts how many of these have the answer Present:*."""
    match formula := scale.formula:
        case Count():
            labels = [label for option in formula.where for label in _labels(terms, formula.selection, option)]
            return terms.words("scale.count", options=terms.words.either(labels))
        case Lookup():
            return terms.words("scale.lookup", scale=terms.scale(formula.scale))
        case _:
            return terms.words(f"scale.{formula.key}")


def part_lines(terms: Terms, scale: Scale, depth: int) -> list[Line]:
    """The parts that a scale reads, one line each."""
    return list(_PARTS[type(scale.formula)](terms, scale, depth))


def extra_lines(terms: Terms, scale: Scale, depth: int) -> list[Line]:
    """Points of its own, a rule for missing answers and rounding, where a scale has them."""
    lines: list[Line] = []
    formula = scale.formula
    if isinstance(formula, Sum | Highest) and formula.scores:
        points = [terms.pair(label, plain(score)) for option, score in formula.scores
                  for label in _labels(terms, formula.selection, option)]
        lines.append(Line(terms.words("scale.scores", points=terms.words.listed(points)), depth))
    if scale.missing is not None:
        key = "missing.prorate" if scale.missing.method == "prorate" else "missing.as_zero"
        lines.append(Line(terms.words(key, n=scale.missing.allow), depth))
        if scale.missing.round is not None:
            lines.append(Line(rounding_words(terms, Rounding(0, scale.missing.round), "missing.round"), depth))
    if scale.round is not None:
        lines.append(Line(rounding_words(terms, scale.round, "round"), depth))
    return lines


def rounding_words(terms: Terms, rounding: Rounding, key: str) -> str:
    """How a number is rounded."""
    to = terms.words.counted("round.places", rounding.places) if rounding.places else terms.words("round.whole")
    how = terms.words({"half_up": "round.half_up", "half_even": "round.half_even", "down": "round.down",
                       "up": "round.up"}[rounding.how])
    return terms.words(key, to=to, how=how)


def _labels(terms: Terms, selection: Selection, option: str) -> list[str]:
    """What the selected items call this option; more than one label where they differ."""
    return list(dict.fromkeys(terms.text(choice.label) for item in selected_items(terms.definition, selection)
                              for choice in item.response.choices if choice.id == option))


def _items(terms: Terms, scale: Scale, depth: int) -> Iterator[Line]:
    formula = scale.formula
    assert isinstance(formula, Sum | Count | Highest)
    weights = dict(formula.weights) if isinstance(formula, Sum) else {}
    selection = formula.selection
    if selection.kind == "all" and not weights:
        yield bullet(terms.words("scale.all_items"), depth)
    elif selection.kind == "sections" and not weights:
        for name in selection.names:
            yield bullet(terms.words("scale.section", section=terms.section(name)), depth)
    else:
        for item in selected_items(terms.definition, selection):
            text, weight = terms.text(item.name), weights.get(item.id, 1)
            yield bullet(text if weight == 1 else terms.words("scale.times", what=text, times=plain(weight)), depth)


def _points(terms: Terms, scale: Scale, depth: int) -> Iterator[Line]:
    assert isinstance(scale.formula, Points)
    for condition, score in scale.formula.entries:
        yield bullet(terms.words("scale.points_if", points=plain(score)), depth)
        yield from condition_lines(terms, condition, depth + 1)


def _terms(terms: Terms, scale: Scale, depth: int) -> Iterator[Line]:
    formula = scale.formula
    assert isinstance(formula, Combine)
    for name, times, over in formula.terms:
        text = terms.scale(name)
        text = text if times == 1 else terms.words("scale.times", what=text, times=plain(times))
        yield bullet(text if over == 1 else terms.words("scale.over", what=text, over=plain(over)), depth)
    if formula.plus:
        yield bullet(terms.words("scale.plus", number=plain(formula.plus)), depth)


def _rows(terms: Terms, scale: Scale, depth: int) -> Iterator[Line]:
    formula = scale.formula
    assert isinstance(formula, Lookup)
    (_, first), *rest = formula.rows
    if not rest:
        yield bullet(terms.words("scale.always", value=plain(first)), depth)
        return
    yield bullet(terms.words("scale.below", start=plain(rest[0][0]), value=plain(first)), depth)
    for start, value in rest:
        yield bullet(terms.words("scale.from", start=plain(start), value=plain(value)), depth)


_PARTS: dict[type, Callable[[Terms, Scale, int], Iterator[Line]]] = {
    Sum: _items,
    Count: _items,
    Highest: _items,
    Points: _points,
    Combine: _terms,
    Lookup: _rows,
}
