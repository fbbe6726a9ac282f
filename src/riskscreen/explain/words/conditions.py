"""Conditions in words: names and labels instead of ids, and never a *not* before a *not*."""

from __future__ import annotations

from riskscreen.explain.words.levels import alternatives
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.terms import Terms
from riskscreen.model.condition import Combination, Condition, ItemCondition, Leaf, OutcomeCondition, ScaleCondition
from riskscreen.model.number import plain


def condition_lines(terms: Terms, condition: Condition, depth: int = 0, *, negated: bool = False) -> list[Line]:
    """The condition, one line for each comparison, indented beneath what joins them."""
    condition, negated = unwrapped(condition, negated=negated)
    if not isinstance(condition, Combination):
        return [bullet(leaf_words(terms, condition, negated=negated), depth)]
    group = group_words(terms, condition, negated=negated)
    lines = [bullet(terms.words("group", group=group), depth)]
    for part in condition.parts:
        lines += condition_lines(terms, part, depth + 1)
    return lines


def unwrapped(condition: Condition, *, negated: bool) -> tuple[Condition, bool]:
    """The condition without *not* and without groups of one, and whether it is to be read the other way round."""
    while isinstance(condition, Combination) and len(condition.parts) == 1 and condition.count in (None, 1):
        negated ^= condition.kind == "not"
        condition = condition.parts[0]
    return condition, negated


def group_words(terms: Terms, group: Combination, *, negated: bool) -> str:
    """What joins the parts of a combination: *all of these*."""
    return terms.words(_GROUPS[group.kind][negated], n=group.count)


def leaf_words(terms: Terms, leaf: Leaf, *, negated: bool) -> str:
    """A comparison: *Factors present: 6 or more*."""
    return terms.pair(leaf_name(terms, leaf), comparison_words(terms, leaf, negated=negated))


def leaf_name(terms: Terms, leaf: Leaf) -> str:
    """What a comparison looks at."""
    if isinstance(leaf, ScaleCondition):
        return terms.scale(leaf.scale)
    return terms.item(leaf.item) if isinstance(leaf, ItemCondition) else terms.outcome(leaf.outcome)


def comparison_words(terms: Terms, leaf: Leaf, *, negated: bool) -> str:
    """What a comparison asks for: *6 or more*."""
    if isinstance(leaf, ItemCondition):
        labels = [terms.choice(leaf.item, option) for option in leaf.options]
        return terms.words(_IS[negated], value=terms.words.either(labels))
    if isinstance(leaf, OutcomeCondition):
        return _level_words(terms, leaf, negated=negated)
    if leaf.at_least is None:
        assert leaf.at_most is not None, "a scale condition has at least one end"
        return terms.words(_AT_MOST[negated], value=plain(leaf.at_most))
    if leaf.at_most is None:
        return terms.words(_AT_LEAST[negated], value=plain(leaf.at_least))
    if leaf.at_least == leaf.at_most:
        return terms.words(_IS[negated], value=plain(leaf.at_least))
    return terms.words(_BETWEEN[negated], low=plain(leaf.at_least), high=plain(leaf.at_most))


def _level_words(terms: Terms, leaf: OutcomeCondition, *, negated: bool) -> str:
    ladder = terms.outcomes[leaf.outcome].levels
    if ladder[0].kind == "route" and leaf.comparison != "is":
        rank = ladder[0].rank_of(leaf.level)
        named = ladder[rank:] if leaf.comparison == "at_least" else ladder[:rank + 1]
        return terms.words(_IS[negated], value=alternatives(terms, named))
    ends = {"at_least": ladder[-1], "at_most": ladder[0]}
    pattern = _IS if leaf.level == ends.get(leaf.comparison, leaf.level) else _LEVELS[leaf.comparison]
    return terms.words(pattern[negated], value=terms.level(leaf.outcome, leaf.level))


# Each pattern with the one that says the opposite.
_IS = ("is", "is.not")
_AT_LEAST = ("number.at_least", "number.at_least.not")
_AT_MOST = ("number.at_most", "number.at_most.not")
_BETWEEN = ("number.between", "number.between.not")
_LEVELS = {"at_least": ("level.at_least", "level.at_least.not"), "at_most": ("level.at_most", "level.at_most.not")}
_GROUPS = {"all": ("all", "all.not"), "any": ("any", "any.not"), "at_least": ("some", "some.not")}
