"""The profile of a case: its answers by section, its numbers against their cut-offs, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes

from riskscreen.analysis.counting.cut_offs import Side
from riskscreen.arguments import instance
from riskscreen.explain.words.given import answer_words
from riskscreen.explain.words.terms import Terms
from riskscreen.model.answer import NumberRange
from riskscreen.model.number import plain
from riskscreen.model.response import NumberResponse
from riskscreen.model.truth import YES
from riskscreen.plot.drawing.bars import BarRow
from riskscreen.plot.drawing.boxes import BoxRow
from riskscreen.plot.drawing.palette import PAPER, PLAIN, Bar
from riskscreen.plot.drawing.rows import LineRow, PictureRow, rows_picture
from riskscreen.plot.pictures.strips import strip
from riskscreen.plot.profiles import ProfiledItem, ProfiledOutcome, ProfiledScale, items_of, outcomes_of, scales_of
from riskscreen.plot.telling import PlotTelling, telling_in
from riskscreen.screening.result import Result

_MOST_ROWS = 400
_CUT_OFFS: dict[Side, str] = {"at_least": "profile.at_least", "at_most": "profile.at_most"}
_POINT = 0.04  # of the width of boxes: how wide a number is drawn


def profile(result: Result, *, ax: object = None, language: str | None = None) -> Axes:
    """Draw a case: what each item was answered, by section; its numbers against their cut-offs; and what comes out.

    Each answer that an item can have is a box; the one that was given is filled, and those of which one is right, where
    it is not known which, are hatched.  On axes that are too low answers are left out, and counted; never the result.

    Args:
        result: The result of a case.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: A language of the instrument; English where it has it, unless said otherwise.

    Raises:
        UsageError: For what is no result, for a language that the instrument does not have, or where Matplotlib is
            not installed.

    Examples:
        >>> import riskscreen
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> result = riskscreen.load("sash-style").score({"s8": "present"}, partial=True)
        >>> plot.profile(result, ax=Figure(figsize=(6, 8)).subplots()).get_title(loc="left")
        'Stalking screen, in the style of the SASH (own wording)'
    """
    given = instance("result", result, Result, how="a Result, such as score gives")
    telling = telling_in(given.instrument.title, language)
    case = _Profile(given, telling)
    return rows_picture(ax, case.rows_of, min(_MOST_ROWS, len(case.rows)), title=telling.text(given.instrument.title),
                        caption=case.caption)


class _Profile:
    """The rows of a case."""

    def __init__(self, result: Result, telling: PlotTelling) -> None:
        self.telling = telling
        self.terms = Terms(result.instrument.definition, telling.language)
        self.items = {each.item.id: each for each in items_of(result)}
        self.scales, self.outcomes = [*scales_of(result)], [*outcomes_of(result)]
        self.answers: Sequence[PictureRow] = [*self._answer_rows()]
        self.beneath: Sequence[PictureRow] = [*self._scale_rows(), *self._outcome_rows()]

    @property
    def rows(self) -> Sequence[PictureRow]:
        """All of them."""
        return [*self.answers, *self.beneath]

    def rows_of(self, most: int) -> Sequence[PictureRow]:
        """So many at most: of answers the first, with how many more there are, and then what comes of them."""
        if len(self.rows) <= most:
            return self.rows
        beneath = self.beneath[-max(1, min(len(self.beneath), most - 1)):]
        answers = self.answers[:max(0, most - 1 - len(beneath))]
        while answers and isinstance(answers[-1], LineRow):  # the title of a section without its answers
            answers = answers[:-1]
        n_left_out = sum(isinstance(row, BoxRow) for row in self.answers[len(answers):])
        left_out = [LineRow(self.telling.said.counted("profile.more", n_left_out))] if most > 1 else []
        return [*answers, *left_out, *beneath]

    @property
    def caption(self) -> str:
        """What shapes mean, and how much is open."""
        said, number = self.telling.said, self.telling.number
        open_items, asked = (sum(map(int, found)) for found in (
            [each.is_open for each in self.items.values()], [each.is_asked for each in self.items.values()]))
        told = [said("profile.answers"), *([said("profile.numbers")] if self.scales else []), said("profile.levels"),
                said("profile.open", n=number(open_items), of=number(asked))]
        if not all([*(each.found.exact for each in self.scales), *(each.found.exact for each in self.outcomes)]):
            told.append(said("profile.loose"))
        return " ".join(told)

    def _answer_rows(self) -> Iterator[PictureRow]:
        for section in self.terms.sections.values():
            yield LineRow(self.telling.text(section.title), is_heading=True)
            for item in section.items:
                yield self._answer_row(self.items[item.id])

    def _answer_row(self, each: ProfiledItem) -> BoxRow:
        item, answer = each.item.id, each.answer
        words = answer_words(self.terms, item, answer.state, answer.given)
        if answer.applies not in (YES, 0):
            words = self.terms.words("answer.maybe", answer=words)
        return BoxRow(self.terms.item(item), words, _boxes(each), is_faint=not answer.applies)

    def _scale_rows(self) -> Iterator[PictureRow]:
        if self.scales:
            yield LineRow(self.terms.words("scales"), is_heading=True)
        for each in self.scales:
            yield BarRow(self.terms.scale(each.scale.id), self._scale_words(each), _scale_bars(each),
                         marks=tuple(each.part(number) for _, number in each.cut_offs), n_cells=1)

    def _scale_words(self, each: ProfiledScale) -> str:
        found, said, words = each.found, self.telling.said, self.terms.words
        number = plain(found.least) if found.least == found.most else words(
            "list.to", first=plain(found.least), last=plain(found.most))
        ends = {"lowest": plain(each.lowest), "highest": plain(each.highest)}
        number = said("profile.number.from" if each.lowest else "profile.number", number=number, **ends)
        cut_offs = [said(_CUT_OFFS[end], value=plain(cut_off)) for end, cut_off in each.cut_offs]
        return said.counted("profile.cut_offs", len(cut_offs), number=number,
                            cut_offs=words.listed(cut_offs)) if cut_offs else number

    def _outcome_rows(self) -> Iterator[PictureRow]:
        yield LineRow(self.terms.words("outcomes"), is_heading=True)
        for each in self.outcomes:
            yield strip(self.telling, self._outcome_title(each), each.found.possible)

    def _outcome_title(self, each: ProfiledOutcome) -> str:
        title = self.telling.text(each.outcome.title)
        is_one_of_many = each.is_result and len(self.outcomes) > 1
        return self.telling.said("profile.result", outcome=title) if is_one_of_many else title


def _boxes(each: ProfiledItem) -> tuple[Bar, ...]:
    """A box for each choice; of a number without bands, one from its least to its most."""
    if not each.is_asked:
        return ()
    choices = [choice.id for choice in each.item.response.choices]
    if not choices:
        return _number_boxes(each)
    is_settled = len(each.left) == 1
    return tuple(_box(n / len(choices), (n + 1) / len(choices), is_left=choice in each.left, is_settled=is_settled)
                 for n, choice in enumerate(choices))


def _box(start: float, end: float, *, is_left: bool, is_settled: bool) -> Bar:
    return Bar(start, end, PLAIN if is_left and is_settled else PAPER, PLAIN if is_left and not is_settled else None)


def _number_boxes(each: ProfiledItem) -> tuple[Bar, ...]:
    response, given = each.item.response, each.answer.given
    assert isinstance(response, NumberResponse), "only numbers and texts have no choices"
    length = float(response.most - response.least) or 1.0
    if given is None or each.answer.state in ("unknown", "unanswered"):
        return (_box(0, 1, is_left=True, is_settled=False),)
    if isinstance(given, NumberRange):
        start, end = (float(number - response.least) / length for number in (given.least, given.most))
        return Bar(0, 1, PAPER), _box(start, end, is_left=True, is_settled=False)
    assert not isinstance(given, str | tuple), "a number was checked to be one"
    middle = float(given - response.least) / length * (1 - _POINT)
    return Bar(0, 1, PAPER), _box(middle, middle + _POINT, is_left=True, is_settled=True)


def _scale_bars(each: ProfiledScale) -> tuple[Bar, ...]:
    least, most = each.part(each.found.least), each.part(each.found.most)
    settled = [Bar(0, least, PLAIN)] if least else []
    return (*settled, Bar(least, most, PAPER, PLAIN)) if most > least else tuple(settled)
