"""Answer sets that notice small mistakes: few, and until no mistake is left that one could notice."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import islice

from riskscreen.analysis.counting.answer_sets import AnswerSet, choice_of
from riskscreen.analysis.counting.sample import Chance
from riskscreen.analysis.counting.whole import Whole
from riskscreen.analysis.mutation.mutants import Mutant, mutants_of
from riskscreen.analysis.mutation.telling import telling_answers
from riskscreen.analysis.mutation.unlike import ask_the_same, items_with_other_bands, unlike_levels, unlike_numbers
from riskscreen.engine.bounds import evaluated
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import score
from riskscreen.errors import RiskscreenError

MOST_WORK = 300_000
MOST_TRIALS = 200_000
MOST_STEPS_IN_ALL = 1_000_000

Noticing = tuple[AnswerSet, tuple[Mutant, ...]]


class Shown:
    """Answers, and what the definition makes of them; the choices that they are, where none is open."""

    def __init__(self, compiled: Compiled, answers: AnswerSet) -> None:
        self.answers = answers
        self.facts = score(compiled, answers.answers, partial=answers.partial)[1]
        numbers = compiled.definition.scored_numbers
        given = ((numbers[item], answer) for item, answer in answers.given if item in numbers)
        self.choices = {n: choice_of(compiled, n, answer) for n, answer in given} if answers.is_complete else None

    @property
    def is_exact(self) -> bool:
        """Whether every bound is known to be reached: what is wide may become narrower with another version."""
        return all((*(self.facts.scales_exact or ()), *(self.facts.outcomes_exact or ())))


class Mistake:
    """A mutant, ready to score; one of two that are alike is another mistake."""

    def __init__(self, compiled: Compiled, mutant: Mutant) -> None:
        self.mutant = mutant
        self.compiled = compile_definition(mutant.definition)
        self._asks_the_same = ask_the_same(compiled, self.compiled)
        self._other_bands = items_with_other_bands(compiled, self.compiled) if self._asks_the_same else []
        self._units = tuple(zip(compiled.units, self.compiled.units, strict=True))

    def is_noticed(self, shown: Shown) -> bool:
        """Whether these answers have another level or number with it, or are not taken."""
        facts = self._facts(shown)
        return facts is None or facts.outcomes != shown.facts.outcomes or any(
            own[0] * other_unit != other[0] * own_unit or own[1] * other_unit != other[1] * own_unit
            for own, other, (own_unit, other_unit) in zip(shown.facts.scales, facts.scales, self._units, strict=True))

    def _facts(self, shown: Shown) -> Facts | None:
        if shown.choices is None or not self._asks_the_same:
            try:
                return score(self.compiled, shown.answers.answers, partial=shown.answers.partial)[1]
            except RiskscreenError:
                return None
        choices = dict(shown.choices)
        given = shown.answers.answers
        for n in choices.keys() & self._other_bands:
            choices[n] = choice_of(self.compiled, n, given[self.compiled.items[n].id])
        layout = self.compiled.layout
        state = layout.empty + sum(layout.given(n, choice) for n, choice in choices.items())
        return evaluated(self.compiled, state, state)


def noticing_answers(compiled: Compiled, known: Sequence[AnswerSet], chance: Chance, *,
                     may_go: Container[int] = ()) -> tuple[list[Noticing], set[int]]:
    """Answer sets beside those that are known, each with the mistakes that it is the first to notice.

    With them come the places of those known ones, of those that may go, that are needed no more: another answer set
    makes the same rules hold, and others notice whatever they notice.
    """
    shown = [Shown(compiled, answers) for answers in known]
    mistakes = [Mistake(compiled, mutant) for mutant in mutants_of(compiled.definition, most_work=MOST_WORK)]
    tried = shown[:1 + MOST_TRIALS // max(1, len(mistakes))]
    left = [mistake for mistake in mistakes if not any(map(mistake.is_noticed, tried))]
    found: list[Noticing] = []
    further: list[Shown] = []
    for search in (_likely, _exact):
        for each in search(compiled, left, chance) if left else ():
            noticed = [mistake for mistake in left if mistake.is_noticed(each)]
            if noticed:
                left = [mistake for mistake in left if mistake not in noticed]
                further.append(each)
                found.append((each.answers, tuple(mistake.mutant for mistake in noticed)))
    return found, set(_spare(mistakes, shown, further, may_go))


def _spare(mistakes: Sequence[Mistake], shown: Sequence[Shown], further: Sequence[Shown],
           may_go: Container[int]) -> Iterator[int]:
    """The places of answer sets that nothing is lost without."""
    rules = {each.facts.rules for each in further}
    kept = dict(enumerate(shown))
    for n, each in enumerate(shown):
        if n in may_go and each.facts.rules in rules:
            others = [*further, *(other for m, other in kept.items() if m != n)]
            states = {other.facts.rules for other in others if other.answers.is_complete}
            if each.facts.rules in states and all(
                    any(map(mistake.is_noticed, others)) for mistake in mistakes if mistake.is_noticed(each)):
                del kept[n]
                yield n


def _likely(compiled: Compiled, mistakes: Sequence[Mistake], chance: Chance) -> Iterator[Shown]:
    """Of some likely answer sets always the one that notices most of the mistakes that are left."""
    most = max(1, MOST_TRIALS // len(mistakes))
    every = (Shown(compiled, answers) for answers in islice(telling_answers(compiled, chance), most))
    told = [shown for shown in every if shown.is_exact]
    noticed = {n: {mistake for mistake in mistakes if mistake.is_noticed(each)} for n, each in enumerate(told)}
    while noticed:
        best = max(noticed, key=lambda n: len(noticed[n]))  # the first of those: a complete one, if there is any
        mine = noticed.pop(best)
        yield told[best]
        noticed = {n: rest for n, others in noticed.items() if (rest := others - mine)}


def _exact(compiled: Compiled, mistakes: Sequence[Mistake], _: Chance) -> Iterator[Shown]:
    """For each mistake the smallest answer set of all that notices it, where there is one."""
    whole = Whole.of(compiled, most_steps=MOST_STEPS_IN_ALL)
    for mistake in mistakes:
        for unlike in (unlike_levels, unlike_numbers):
            found = unlike(compiled, mistake.compiled, whole)
            if found.answers is not None:
                yield Shown(compiled, found.answers)
                break
