"""Shares as bars: how much each item matters, how often it happened at each level, what each cut-off does."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

from riskscreen.arguments import instance
from riskscreen.errors import check_word
from riskscreen.model.number import plain
from riskscreen.model.text import Text
from riskscreen.plot.drawing.bars import BarRow
from riskscreen.plot.drawing.palette import PAPER, PLAIN, Bar
from riskscreen.plot.drawing.rows import first_rows, rows_picture
from riskscreen.plot.telling import PlotTelling, free_language, telling_in
from riskscreen.research.given.about import AboutCases
from riskscreen.research.rates import Rates
from riskscreen.research.statistic import Statistic
from riskscreen.research.sweep import Sweep
from riskscreen.screening.instrument import Instrument

MOST_ROWS = 40
_SHARES = {"flagged": "statistic.flagged", "sensitivity": "statistic.sensitivity",
           "specificity": "statistic.specificity", "ppv": "statistic.ppv", "npv": "statistic.npv"}


def influence(instrument: Instrument, *, ax: object = None, language: str | None = None) -> Axes:
    """Draw in which part of all answer sets another answer to an item alone gives another level, the most at the top.

    It says how much an item can do by itself, over all ways of answering; not how often that happens among people.

    Args:
        instrument: The instrument; it is analysed.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: A language of the instrument; English where it has it, unless said otherwise.

    Raises:
        UsageError: For what is no instrument, for a language that it does not have, or where Matplotlib is not
            installed.

    Examples:
        >>> import riskscreen
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot
        >>> axes = plot.influence(riskscreen.load("always-do"), ax=Figure().subplots())
        >>> axes.get_title(loc="left")[:6]
        'Always'
    """
    given = instance("instrument", instrument, Instrument, how="an Instrument, as riskscreen.load gives")
    telling = telling_in(given.title, language)
    reach = sorted(given.analyse().items.values(), key=lambda item: -item.share)
    longest = max([item.share for item in reach if item.share], default=Fraction(1))
    rows = []
    for item in reach:
        asked = given.items[item.id]
        rows.append(BarRow(telling.text(asked.topic or asked.text), telling.share(item.n_changes, item.n_tried),
                           (Bar(0.0, float(item.share / longest), PLAIN),) if item.n_changes else ()))
    is_exact = all(item.exact for item in reach)
    return rows_picture(ax, first_rows(telling, rows), MOST_ROWS, title=telling.text(given.title),
                        caption=telling.said("influence" if is_exact else "influence.sampled"))


def rates(found: Rates, *, ax: object = None, language: str | None = None) -> Axes:
    """Draw how often it happened at each level: solid up to the least that it can be, hatched up to the most.

    The line beneath a bar is another doubt: the limits of chance, from the lower one of the least to the upper one of
    the most.

    Args:
        found: What `riskscreen.research.rates` gives.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: English unless said otherwise.

    Raises:
        UsageError: For something else than rates, or where Matplotlib is not installed.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> from riskscreen import plot, research
        >>> found = research.rates([{"low"}, {"low", "high"}], [False, True], ladder=["low", "high"])
        >>> axes = plot.rates(found, ax=Figure(figsize=(9, 6)).subplots())
        >>> [text.get_text() for text in axes.texts if "with chance" in text.get_text()][:1]
        ['0.0% to 50.0%; with chance 0.0% to 90.5%']
    """
    given = instance("found", found, Rates, how="what riskscreen.research.rates gives")
    telling = plain_telling(language)
    rows = [_share_row(telling, level, given.statistics[level]) for level in given.ladder]
    return rows_picture(ax, first_rows(telling, rows), MOST_ROWS, title=telling.said("rates.title"),
                        caption=ends_caption(telling, "ends", given.cases, given.confidence))


def sweep(found: Sweep, statistic: str = "sensitivity", *, ax: object = None, language: str | None = None) -> Axes:
    """Draw what each cut-off gives: solid up to the least that it can be, hatched up to the most.

    The line beneath a bar is another doubt: the limits of chance.  Of answer sets, which are no sample, there are none.

    Args:
        found: What `riskscreen.research.sweep` gives.
        statistic: flagged, sensitivity, specificity, ppv or npv, as far as it has them.
        ax: The Matplotlib axes to draw on; without any, those of a new figure, six inches wide.
        language: English unless said otherwise.

    Raises:
        UsageError: For something else than a sweep, for a statistic that it does not have, or where Matplotlib is not
            installed.
    """
    given = instance("found", found, Sweep, how="what riskscreen.research.sweep gives")
    has = [name for name in _SHARES if all(name in statistics for _, statistics in given.rows)]
    check_word("U-unknown-statistic", "statistic", statistic, has)
    telling = plain_telling(language)
    rows = [_share_row(telling, telling.said("cut_off", value=at if isinstance(at, str) else plain(at)),
                       statistics[statistic]) for at, statistics in given.rows]
    caption = telling.said("ends.sets", n=telling.number(given.n_sets or 0)) if given.cases is None else ends_caption(
        telling, "ends", given.cases, given.confidence)
    return rows_picture(ax, first_rows(telling, rows), MOST_ROWS, title=telling.said(_SHARES[statistic]),
                        caption=caption)


def ends_caption(telling: PlotTelling, key: str, cases: AboutCases, confidence: Fraction | None = None) -> str:
    """What solid and hatched mean, and a line beneath; how many cases there are, and how much of them is open."""
    told = [telling.said(key)]
    if confidence is not None:
        told.append(telling.said("chance", confidence=f"{float(confidence * 100):g}"))
    told.append(telling.said.counted(
        "about", cases.n_cases, total=telling.number(cases.n_cases), open=telling.number(cases.n_open),
        not_known=telling.number(cases.n_not_known)))
    if cases.n_loose:
        told.append(telling.said.counted("loose", cases.n_loose, count=telling.number(cases.n_loose)))
    return " ".join(told)


def _share_row(telling: PlotTelling, label: str, statistic: Statistic) -> BarRow:
    ends = shares_of(statistic)
    if ends is None:
        return BarRow(label, telling.said("undefined"), ())
    least, most = ends
    bars = [Bar(0.0, float(least), PLAIN)] if least else []
    if most > least:
        bars.append(Bar(float(least), float(most), PAPER, PLAIN))
    lower, upper = statistic.limits
    whisker = None if lower is None or upper is None else (lower, upper)
    return BarRow(label, _share_words(telling, least, most, whisker), tuple(bars), whisker=whisker, n_cells=1)


def _share_words(telling: PlotTelling, least: Fraction, most: Fraction, whisker: tuple[float, float] | None) -> str:
    """*14.1% to 31.5%; with chance 8.3% to 42.9%*."""
    low, high = (telling.share(end.numerator, end.denominator) for end in (least, most))
    ends = low if least == most else telling.said("between", least=low, most=high)
    if whisker is None:
        return ends
    lower, upper = (telling.share(limit.numerator, limit.denominator) for limit in map(Fraction, whisker))
    return telling.said("with_chance", ends=ends, lower=lower, upper=upper)


def shares_of(statistic: Statistic) -> tuple[Fraction, Fraction] | None:
    """The ends of a share; None where it is undefined in some way of turning out."""
    least, most = statistic.ends
    return (least, most) if isinstance(least, Fraction) and isinstance(most, Fraction) else None


def plain_telling(language: str | None) -> PlotTelling:
    """The words of pictures that no instrument belongs to."""
    tag = free_language(language)
    return telling_in(Text.of({tag: ""}), tag)

