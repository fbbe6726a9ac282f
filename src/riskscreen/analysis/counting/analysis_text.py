"""The lines of an analysis in English, for those who write instruments."""

from __future__ import annotations

from riskscreen.analysis.counting.parts import CutOffMove, ItemReach, OutcomeReach, RuleReach, ScaleReach
from riskscreen.model.number import plain

_TENTHS = 1_000  # of a per cent, in the whole


def outcome_lines(outcome: OutcomeReach, *, is_result: bool) -> list[str]:
    """How often each level and each rule occurs."""
    total = sum(outcome.levels.values())
    return [f"Outcome {outcome.id}{' (the result)' if is_result else ''}{_mark(outcome)}",
            *(f"  {level}: {_of(count, total)}" for level, count in outcome.levels.items()),
            *(f"  rule {rule.id} (to {rule.level}): {_rule(rule, total)}" for rule in outcome.rules.values())]


def _rule(rule: RuleReach, total: int) -> str:
    if not rule.can_hold:
        return "never holds"
    decides = f"alone in {_of(rule.holds_alone, total)}" if rule.holds_alone else "never alone"
    return f"holds in {_of(rule.can_hold, total)}, {decides}"


def scale_line(scale: ScaleReach) -> str:
    """From where to where a scale goes."""
    return f"  {scale.id}: {plain(scale.least)} to {plain(scale.most)}{_mark(scale)}"


def item_line(item: ItemReach) -> str:
    """How often an item decides."""
    decides = f"{item.n_changes:,} ({share_of(item.n_changes, item.n_tried)})"
    never = "never" if item.exact else "not found"
    lowers = "; a higher answer can lower the level" if item.counterexample else ""
    return f"  {item.id}: {decides if item.n_changes else never}{lowers}{_mark(item)}"


def cut_off_line(move: CutOffMove) -> str:
    """What moving a cut-off does."""
    cut_off = move.cut_off
    where = f"{cut_off.rule} of {cut_off.outcome}" if cut_off.outcome else cut_off.pointer
    compared = f"{cut_off.scale} {cut_off.end.replace('_', ' ')} {plain(cut_off.number)}"
    moves = ", ".join(f"{each.count:,} from {each.before} to {each.after}" for each in move.moves)
    none = "none" if move.n_told_apart else "none, no answers give a number in between"
    return f"  {where}, {compared}, {'up' if move.by > 0 else 'down'}: {moves or none}{_mark(move)}"


def _mark(part: OutcomeReach | ScaleReach | ItemReach | CutOffMove) -> str:
    return "" if part.exact else " (sample)"


def _of(count: int, total: int) -> str:
    return f"{count:,} ({share_of(count, total)})"


def share_of(count: int, total: int) -> str:
    """A part of the whole in per cent, to the nearest tenth; only nothing is 0, and only the whole is 100."""
    tenths = (2 * count * _TENTHS + total) // (2 * total)
    if count and not tenths:
        return "less than 0.1%"
    return "more than 99.9%" if count < total and tenths == _TENTHS else f"{tenths // 10}.{tenths % 10}%"
