"""The words of an analysis: how often levels and rules occur, what items change, what cut-offs decide."""

from __future__ import annotations

from riskscreen.analysis.counting.parts import CutOffMove, ItemReach, OutcomeReach, RuleReach, ScaleReach
from riskscreen.cell import CellTable
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.numbers import counted, marked, share, shown
from riskscreen.model.number import plain


def outcome_lines(words: Words, outcome: OutcomeReach, *, is_result: bool) -> list[str]:
    """How often each level and each rule occurs."""
    total = sum(outcome.levels.values())
    return [outcome_name(words, outcome, is_result=is_result),
            *("  " + words("of", what=level, found=counted(words, count, total))
              for level, count in outcome.levels.items()),
            *(f"  {words('of', what=_rule_name(words, rule), found=_rule(words, rule, total))}"
              for rule in outcome.rules.values())]


def outcome_name(words: Words, outcome: OutcomeReach, *, is_result: bool) -> str:
    """What an outcome is called."""
    return marked(words, words("outcome.result" if is_result else "outcome", id=outcome.id), exact=outcome.exact)


def outcome_tables(words: Words, outcome: OutcomeReach, *, is_result: bool) -> list[CellTable]:
    """How often each level occurs, and each rule."""
    name, total = outcome_name(words, outcome, is_result=is_result), sum(outcome.levels.values())
    levels = CellTable(name, (words("head.level"), words("head.sets"), words("head.share")), [
        (level, shown(words, count), share(words, count, total)) for level, count in outcome.levels.items()])
    rules = CellTable(name, (words("head.rule"), words("head.level"), words("head.sets"), words("head.alone")), [
        (rule.id, rule.level, shown(words, rule.can_hold), shown(words, rule.holds_alone))
        for rule in outcome.rules.values()])
    return [levels, rules] if outcome.rules else [levels]


def _rule_name(words: Words, rule: RuleReach) -> str:
    return words("rule", id=rule.id, level=rule.level)


def _rule(words: Words, rule: RuleReach, total: int) -> str:
    if not rule.can_hold:
        return words("rule.never")
    decides = words("rule.alone", count=counted(words, rule.holds_alone, total)) if rule.holds_alone \
        else words("rule.never_alone")
    return words("rule.holds", count=counted(words, rule.can_hold, total), decides=decides)


def scale_span(words: Words, scale: ScaleReach) -> str:
    """From where to where a scale goes."""
    return marked(words, words("scale.span", least=plain(scale.least), most=plain(scale.most)), exact=scale.exact)


def item_words(words: Words, item: ItemReach) -> str:
    """How often an item decides."""
    found = counted(words, item.n_changes, item.n_tried) if item.n_changes else \
        words("item.never" if item.exact else "item.not_found")
    if item.counterexample:
        found = words("item.lowers", found=found)
    return marked(words, found, exact=item.exact)


def cut_off_name(words: Words, move: CutOffMove) -> str:
    """Which cut-off is moved, and which way."""
    cut_off = move.cut_off
    where = words("cut_off.of", rule=cut_off.rule, outcome=cut_off.outcome) if cut_off.outcome else cut_off.pointer
    compared = words(_COMPARED[cut_off.end], scale=cut_off.scale, number=plain(cut_off.number))
    return words("cut_off", where=where, compared=compared, way=words("cut_off.up" if move.by > 0 else "cut_off.down"))


_COMPARED = {"at_least": "cut_off.at_least", "at_most": "cut_off.at_most"}


def move_words(words: Words, move: CutOffMove) -> str:
    """What moving a cut-off does."""
    moves = ", ".join(words("move", count=shown(words, each.count), before=each.before, after=each.after)
                      for each in move.moves)
    none = words("moves.none" if move.n_told_apart else "moves.none_between")
    return marked(words, moves or none, exact=move.exact)
