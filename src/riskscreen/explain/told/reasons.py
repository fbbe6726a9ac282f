"""Reasons and their words: which answers are enough for a level, each reason to be read in one breath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import attrs

from riskscreen.engine.compile import Compiled
from riskscreen.engine.facts import Facts
from riskscreen.explain.find.groups import GivenAnswer, Group
from riskscreen.explain.find.reasons import Reason, Side, found_reasons
from riskscreen.explain.text.listing import WayPart, list_of_ways, lone_way
from riskscreen.explain.told.told import Told
from riskscreen.explain.words.given import answered_words
from riskscreen.explain.words.levels import alternatives
from riskscreen.explain.words.lines import Block, Line, bullet, numbered
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import Answers
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level


@attrs.frozen(repr=False)
class Reasons(Told[Reason]):
    """All reasons why an outcome is at least, or at most, at a level.

    One reason without groups says that no answer is needed.  Where a rule for missing answers applies, that an item is
    unknown, or not answered yet (None), is a fact that a reason can name.

    ``n_sets`` is how many plain sets of answers there are, counted without listing them; where there are very many, the
    smallest are listed, which stand for ``n_listed`` sets.  ``complete`` is false where the search had to stop, or
    where bounds are not known to be exact: what is listed is enough, but more may exist, or fewer answers may do.
    """

    outcome: str
    claim: Side
    level: Level
    reasons: tuple[Reason, ...]
    n_sets: int
    complete: bool
    definition: Definition

    @property
    def n_listed(self) -> int:
        """How many plain sets the listed reasons stand for."""
        return sum(reason.n_sets for reason in self.reasons)

    def expand(self) -> Iterator[frozenset[GivenAnswer]]:
        """The plain sets of all that is listed, one by one."""
        for reason in self.reasons:
            yield from reason.expand()

    def to_dict(self) -> dict[str, object]:
        """The reasons in plain values, ready for JSON."""
        return {"outcome": self.outcome, "claim": self.claim, "level": self.level.id, "complete": self.complete,
                "n_sets": self.n_sets, "n_listed": self.n_listed,
                "reasons": [reason.to_dict() for reason in self.reasons]}

    def blocks(self, terms: Terms) -> list[Block]:
        """The level with the reasons for it, the shortest first; past some dozen, how many more there are."""
        words, found = terms.words, self.reasons
        ending = [] if self.complete else [[Line(words("reasons.incomplete"))]]
        if self.n_listed < self.n_sets:
            ending.append([Line(words("sets.beyond", n=self.n_sets))])
        if any(not reason.groups for reason in found):
            return [[Line(_without_need(terms, self))], *ending]
        if not found:
            return [[Line(words("reasons.none", stands=_stands(terms, self)))], *ending]
        shared = _shared(found)
        n_claims = 1 if shared else len(found)
        claim = Line(_claim(terms, self, n_claims))
        if len(found) == 1:
            return [[claim, *lone_way(_parts(terms, found[0]))], *ending]
        core = [bullet(answered_words(terms, *answer), 1) for answer in _in_order(terms, shared)]
        joint = [[Line(words("reasons.with", n=len(found)))]] if shared else []
        ways = [_without(reason, shared) for reason in found]
        sizes = [sum(len(group.answers) for group in way.groups) for way in ways]
        told = list_of_ways(terms, sizes, lambda n: _parts(terms, ways[n]), "reasons.more")
        return [[claim, *core], *joint, *told, *ending]

    @property
    def _members(self) -> tuple[Reason, ...]:
        return self.reasons

    @property
    def _in_short(self) -> str:
        return f"{self.outcome} {self.claim} {self.level.id}, {len(self)} {'reason' if len(self) == 1 else 'reasons'}"


def reasons_of(compiled: Compiled, answers: Answers, facts: Facts, outcome: str, claim: Side) -> Reasons:
    """All minimal reasons for the bound at which an outcome stands."""
    found = found_reasons(compiled, answers, facts, outcome, claim)
    return Reasons(outcome, claim, found.level, found.reasons, found.n_sets, found.complete, compiled.definition)


def sets_blocks(terms: Terms, reasons: Reasons, most: int) -> list[Block]:
    """The first sets of answers that the reasons stand for, written out one by one."""
    shown = list(islice((chosen for chosen in reasons.expand() if chosen), most))
    if not shown:
        return []
    title = Line(terms.words("reasons.sets", n=len(shown), total=reasons.n_sets))
    return [[title], *([numbered(head, number, 1), *(bullet(answer, 2) for answer in beneath)]
                       for number, chosen in enumerate(shown, 1)
                       for head, beneath in [_together(terms, _in_order(terms, chosen))])]


def ruled_out(reasons: Reasons) -> tuple[Level, ...]:
    """The levels that the claim rules out, lowest first."""
    levels = next(outcome for outcome in reasons.definition.outcomes if outcome.id == reasons.outcome).levels
    rank = reasons.level.rank
    return levels[:rank] if reasons.claim == "at_least" else levels[rank + 1:]


def _asks_why_not(reasons: Reasons) -> bool:
    """Whether the claim is told by what it rules out: of a route, where it leaves more than one level."""
    return reasons.level.kind == "route" and len(ruled_out(reasons)) < len(reasons.level.ladder) - 1


def _claim(terms: Terms, reasons: Reasons, n: int) -> str:
    words = terms.words
    if not _asks_why_not(reasons):
        return words.counted("reasons.enough", n, stands=_stands(terms, reasons))
    return words.counted("reasons.why_not", n, asked=_why_not(terms, reasons))


def _why_not(terms: Terms, reasons: Reasons) -> str:
    asked = terms.words("reasons.asked", levels=alternatives(terms, ruled_out(reasons)))
    return terms.pair(terms.outcome(reasons.outcome), asked)


def _without_need(terms: Terms, reasons: Reasons) -> str:
    if reasons.level.kind == "route":
        if not ruled_out(reasons):
            return terms.pair(terms.outcome(reasons.outcome), terms.words("reasons.nothing_ruled_out"))
        return terms.words("reasons.never", asked=_why_not(terms, reasons))
    key = "reasons.never_lower" if reasons.claim == "at_least" else "reasons.never_higher"
    outcome, level = terms.outcome(reasons.outcome), terms.text(reasons.level.label)
    claimed = terms.words("reasons.at_least" if reasons.claim == "at_least" else "reasons.at_most", level=level)
    return terms.words(key, stands=terms.pair(outcome, claimed), level=level)


def _stands(terms: Terms, reasons: Reasons) -> str:
    """The outcome and what is claimed of it; at the end of its ladder, *at least High* is simply *High*."""
    level, ladder = terms.text(reasons.level.label), reasons.level.ladder
    if _asks_why_not(reasons):
        return terms.pair(terms.outcome(reasons.outcome), terms.words("is.not", value=alternatives(
            terms, ruled_out(reasons))))
    key, end = (("reasons.at_least", ladder[-1]) if reasons.claim == "at_least" else ("reasons.at_most", ladder[0]))
    return terms.pair(terms.outcome(reasons.outcome),
                      level if reasons.level == end else terms.words(key, level=level))


def _shared(reasons: Sequence[Reason]) -> frozenset[GivenAnswer]:
    """The answers that every reason takes."""
    taken = [frozenset(answer for group in reason.groups if group.takes_all for answer in group.answers)
             for reason in reasons]
    return frozenset.intersection(*taken)


def _without(reason: Reason, shared: frozenset[GivenAnswer]) -> Reason:
    """The reason without the answers that it shares with all others, which are taken for granted."""
    groups = []
    for group in reason.groups:
        left = tuple(answer for answer in group.answers if answer not in shared)
        groups.append(Group(len(left), left) if group.takes_all else group)
    return Reason(tuple(group for group in groups if group.answers))


def _parts(terms: Terms, reason: Reason) -> Iterator[WayPart]:
    """What a reason is made of, each part with the answers beneath it: first what it always takes, then what varies."""
    always = [answer for group in reason.groups if group.takes_all for answer in group.answers]
    if always:
        yield _together(terms, _in_order(terms, always))
    is_first = not always
    for group in reason.groups:
        if not group.takes_all:
            one, some = _CHOICE[is_first]
            yield (terms.words(one if group.count == 1 else some, n=group.count, total=len(group.answers)),
                   [answered_words(terms, *answer) for answer in group.answers])
            is_first = False


def _together(terms: Terms, answers: Sequence[GivenAnswer]) -> WayPart:
    """Answers that belong together, beneath what joins them; a single one stands for itself."""
    told = [answered_words(terms, *answer) for answer in answers]
    if len(told) == 1:
        return told[0], []
    return terms.words("reasons.both" if len(told) == 2 else "reasons.all"), told


def _in_order(terms: Terms, answers: Iterable[GivenAnswer]) -> list[GivenAnswer]:
    order = {item: position for position, item in enumerate(terms.items)}
    return sorted(answers, key=lambda answer: order[answer[0]])


_CHOICE = {True: ("reasons.one_of", "reasons.some"), False: ("reasons.and_one_of", "reasons.and_some")}
