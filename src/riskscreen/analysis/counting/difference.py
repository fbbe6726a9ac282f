"""How two definitions differ: what they say, and for how many answer sets the level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from riskscreen.analysis.counting.counts import level_moves
from riskscreen.analysis.counting.drawn_sets import facts_of
from riskscreen.analysis.counting.parts import LevelMove
from riskscreen.analysis.counting.sample import Chance, Sample
from riskscreen.analysis.counting.sets import ChoiceOfItem, Reached
from riskscreen.analysis.counting.whole import Whole
from riskscreen.cell import Cell, CellTable, Sheet
from riskscreen.definition.changes import PartChange, TextChange, changes_between
from riskscreen.engine.compile import Compiled
from riskscreen.explain.words.catalogue import Words
from riskscreen.explain.words.numbers import shown, words_in
from riskscreen.explain.words.sentence import Sentence, sentence
from riskscreen.model.definition import Definition
from riskscreen.model.item import Item
from riskscreen.model.outcome import Outcome
from riskscreen.model.response import NumberResponse


@attrs.frozen(repr=False)
class Difference(Cell):
    """What differs between two instruments, or two versions of one.

    Where the same can be answered to both, ``moves`` says for how many of all answer sets the level of the result goes
    from what to what; ``why_not`` then is empty, and else says why levels cannot be compared.  Where ``exact`` is
    false, the counts are those of ``n_sampled`` answer sets that were drawn with ``seed``.
    """

    before: tuple[str, str]
    after: tuple[str, str]
    changes: tuple[PartChange, ...]
    texts: tuple[TextChange, ...]
    _why_not: tuple[Sentence, ...]
    n_answer_sets: int | None
    moves: tuple[LevelMove, ...]
    seed: int | None = None
    n_sampled: int = 0

    @property
    def exact(self) -> bool:
        """Whether the levels were compared over all answer sets, not over a sample."""
        return self.seed is None

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why levels cannot be compared, in English; empty where they can."""
        return tuple(reason.told(words_in(None)) for reason in self._why_not)

    @property
    def n_moved(self) -> int:
        """How many answer sets get another level."""
        return sum(move.count for move in self.moves)

    def to_dict(self) -> dict[str, object]:
        """Everything in plain values."""
        return {
            "before": dict(zip(("id", "version"), self.before, strict=True)),
            "after": dict(zip(("id", "version"), self.after, strict=True)),
            "changes": [change.to_dict() for change in self.changes],
            "texts": [change.to_dict() for change in self.texts],
            "comparable": not self.why_not,
            **({"why_not": list(self.why_not)} if self.why_not else {
                "exact": self.exact,
                **({} if self.exact else {"seed": self.seed, "n_sampled": self.n_sampled}),
                "n_answer_sets": self.n_answer_sets, "n_moved": self.n_moved,
                "moves": [move.to_dict() for move in self.moves]}),
        }

    def explain(self, language: str | None = None) -> str:
        """The difference, one thing a line.

        Args:
            language: English unless said otherwise, and where riskscreen lacks the words in it.
        """
        words = words_in(language)
        lines = [self._title, "", *self._levels(words)]
        if self.changes:
            lines += ["", words("difference.parts"), *(_change_line(words, change) for change in self.changes)]
        if self.texts:
            lines += ["", words("difference.texts"), *(f"  {_text_line(words, text)}" for text in self.texts)]
        return "\n".join(lines) + "\n"

    @property
    def _title(self) -> str:
        return f"{' '.join(self.before)} -> {' '.join(self.after)}"

    def _levels(self, words: Words) -> list[str]:
        if self._why_not:
            return [words("difference.not_comparable"), *(f"  {reason.told(words)}" for reason in self._why_not)]
        moves = [words("difference.move", before=move.before, after=move.after, count=shown(words, move.count),
                       answers=_answers_in_words(move)) for move in self.moves]
        return [*self._how_many(words), *(f"  {move}" for move in moves)]

    def _how_many(self, words: Words) -> list[str]:
        total = words("difference.unknown") if self.n_answer_sets is None else \
            words("difference.all", total=shown(words, self.n_answer_sets))
        if not self.exact:
            return [words("too_much"), words("difference.sampled"),
                    words("difference.drawn", n=self.n_sampled, total=total, seed=self.seed)]
        if not self.moves:
            return [words("difference.same", total=total)]
        return [words("difference.moved", n=shown(words, self.n_moved), total=total)]

    def _sheet(self) -> Sheet:
        words = words_in(None)
        before, after = words("head.before"), words("head.after")
        tables = [
            CellTable(words("head.level"), (before, after, words("head.sets"), words("head.example")), [
                (move.before, move.after, shown(words, move.count), _answers_in_words(move)) for move in self.moves]),
            CellTable(words("difference.parts"), (words("head.part"), words("head.how"), before, after), [
                (_named(words, change), words(_HOW[change.how]), change.before or "", change.after or "")
                for change in self.changes]),
            CellTable(words("difference.texts"), (words("head.part"), words("head.place"), before, after), [
                (_named(words, text), text.place, text.before or "", text.after or "") for text in self.texts])]
        notes = self._levels(words) if self.why_not else self._how_many(words)
        return Sheet(self._title, notes, [table for table in tables if table.rows])

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        levels = "levels not comparable" if self.why_not else f"{self.n_moved:,} answer sets move"
        return f"<Difference {self._title}: {len(self.changes)} parts, {len(self.texts)} texts, {levels}>"


def _answers_in_words(move: LevelMove) -> str:
    return ", ".join(f"{item}={answer}" for item, answer in move.example.to_dict().items())


def _change_line(words: Words, change: PartChange) -> str:
    head = "  " + words("difference.part", part=_part(words, change), id=change.id, how=words(_HOW[change.how]))
    if change.how in ("added", "removed"):
        return head
    return f"{head}\n    {change.before}\n    {change.after}"


def _text_line(words: Words, text: TextChange) -> str:
    key = "difference.new_text" if text.before is None else \
        "difference.text_gone" if text.after is None else "difference.text"
    return words(key, **text.to_dict() | {"part": _part(words, text)})


def _named(words: Words, change: PartChange | TextChange) -> str:
    """The part that differs: its kind and its id."""
    return f"{_part(words, change)} {change.id}"


def _part(words: Words, change: PartChange | TextChange) -> str:
    return words(f"part.{change.part.replace(' ', '_')}")


_HOW = {"added": "difference.added", "removed": "difference.removed", "changed": "difference.changed",
        "cut-off": "difference.cut_off"}


def difference(old: Compiled, new: Compiled, seed: int, chance: Chance) -> Difference:
    """How two instruments differ; *chance* was made from *seed*."""
    before, after = old.definition, new.definition
    changes, texts = changes_between(before, after)
    names = (before.id, before.version), (after.id, after.version)
    why_not = tuple(_reasons_against(old, new))
    if why_not:
        return Difference(*names, changes, texts, why_not, None, ())
    whole = Whole.of(old)
    everywhere = whole.asked(lambda: _everywhere(whole, Whole(after, whole.space)))
    found = everywhere or _in_a_sample(old, new, chance)
    moves = tuple(level_moves(old, _result(before).levels, _result(after).levels, found.moves))
    return Difference(*names, changes, texts, (), found.n_answer_sets, moves,
                      None if everywhere else seed, found.n_sampled)


@attrs.frozen
class _Compared:
    """The answer sets by the two ranks that two definitions give them; some that have the same may be left out."""

    moves: Mapping[tuple[int, int], Reached]
    n_answer_sets: int | None
    n_sampled: int = 0


def _everywhere(old: Whole, new: Whole) -> _Compared:
    one, other = _result(old.definition), _result(new.definition)
    is_same = [level.id for level in one.levels] == [level.id for level in other.levels]
    found = old.ended(old.outcome(one.id), new.outcome(other.id),
                      is_over=(lambda state: state[0] == state[1]) if is_same else None)
    return _Compared({(before, after): reached for (before, after), reached in found.items()}, old.n_answer_sets)


def _in_a_sample(old: Compiled, new: Compiled, chance: Chance) -> _Compared:
    sample = Sample(old, chance)
    found: dict[tuple[int, int], Reached] = {}
    for choices in sample.drawn:
        ranks = _rank(old, choices), _rank(new, _choices_in(new, old, choices))
        known = found.get(ranks, Reached(0, choices))
        found[ranks] = Reached(known.count + 1, known.choices)
    return _Compared(found, sample.n_answer_sets, len(sample.drawn))


def _rank(compiled: Compiled, choices: ChoiceOfItem) -> int:
    return facts_of(compiled, choices).outcomes[
        compiled.definition.result_number][0]


def _choices_in(new: Compiled, old: Compiled, choices: ChoiceOfItem) -> ChoiceOfItem:
    """The same answers, as choices of another definition."""
    found = {}
    for n, choice in choices.items():
        own = new.definition.scored_numbers[old.items[n].id]
        found[own] = new.choices[own][old.items[n].response.choices[choice].id]
    return found


def _result(definition: Definition) -> Outcome:
    return next(outcome for outcome in definition.outcomes if outcome.id == definition.result)


def _reasons_against(old: Compiled, new: Compiled) -> Iterator[Sentence]:
    """Each item that cannot be answered the same in both."""
    for one, other, instrument in ((old, new, old.definition), (new, old, new.definition)):
        for name in one.definition.scored_numbers:
            if name not in other.definition.scored_numbers:
                yield sentence("why_not.only_in", item=name, instrument=_name(instrument))
    for name, n in old.definition.scored_numbers.items():
        if name in new.definition.scored_numbers:
            m = new.definition.scored_numbers[name]
            if _answers(old.items[n]) != _answers(new.items[m]):
                yield sentence("why_not.options", item=name)
            if frozenset(old.polarity.gates[n]) != frozenset(new.polarity.gates[m]):
                yield sentence("why_not.gate", item=name)


def _name(definition: Definition) -> str:
    return f"{definition.id} {definition.version}"


def _answers(item: Item) -> object:
    """What can be answered to an item, whatever the order."""
    response = item.response
    if isinstance(response, NumberResponse):
        return response.least, response.most, response.places, tuple((band.id, band.start) for band in response.bands)
    return frozenset(choice.id for choice in response.choices)
