"""A timeline to read at a glance: for each instrument a table with a row a level and a column a screening.

The levels that were possible stand together in their column as a bar, with a word in each; what a rater concluded
stands in it as well.
"""

from __future__ import annotations

from riskscreen.explain.html.markup import Html, element, joined
from riskscreen.explain.html.parts import heading, level_mark, tone
from riskscreen.model.outcome import Level
from riskscreen.records.telling.history_lines import HistoryTelling
from riskscreen.records.telling.judgement_lines import judged_mark
from riskscreen.records.telling.telling import Telling
from riskscreen.records.timeline import TimelineEntry


def charts(told: HistoryTelling) -> Html:
    """A chart for each instrument, and one more where a version of it has other levels."""
    rows: dict[tuple[str, str, tuple[str, ...]], list[TimelineEntry]] = {}
    for entry in told.course.entries:
        rows.setdefault((entry.record.instrument.id, entry.outcome, entry.possible[0].ladder), []).append(entry)
    return element("div", *(_chart(told, entries) for entries in rows.values()), class_="rs-charts")


def _chart(told: HistoryTelling, entries: list[TimelineEntry]) -> Html:
    telling = told.telling_of(entries[-1])
    words, terms = telling.words, telling.terms
    title = words("chart", outcome=terms.outcome(entries[-1].outcome),
                  instrument=terms.text(entries[-1].definition.title))
    levels = entries[-1].result.outcome.levels[::-1]
    head = element("thead", element("tr", element("th", words("chart.level"), scope="col"),
                                    *(_moment(telling, entry) for entry in entries)))
    body = element("tbody", *(_level(told, level, entries) for level in levels))
    table = element("table", element("caption", element("span", title, class_="rs-unseen")), head, body,
                    class_="rs-chart")
    return element("section", heading(2, title), element("div", table, class_="rs-chart-frame", tabindex="0"),
                   class_="rs-block")


def _moment(telling: Telling, entry: TimelineEntry) -> Html:
    day = element("time", telling.day(entry.moment), datetime=entry.record.made_at)
    return element("th", day, element("div", f"{entry.moment:%H:%M}", class_="rs-small"), scope="col")


def _level(told: HistoryTelling, level: Level, entries: list[TimelineEntry]) -> Html:
    terms = told.telling_of(entries[-1]).terms
    return element("tr", element("th", level_mark(terms, level), scope="row"),  # type: ignore[arg-type]  # HTML terms here
                   *(_cell(told.telling_of(entry), level, entry) for entry in entries))


def _cell(telling: Telling, level: Level, entry: TimelineEntry) -> Html:
    is_possible, is_settled = level in entry.possible, len(entry.possible) == 1
    said = []
    if is_possible:
        said.append(element("span", telling.words("chart.is" if is_settled else "chart.possible"), class_="rs-said"))
    if entry.judged is not None and entry.judged.id == level.id:
        said.append(element("span", judged_mark(telling, entry.result), class_="rs-judged"))
    step = "rs-out" if not is_possible else "rs-is" if is_settled else "rs-may"
    return element("td", element("div", joined(said, " "), class_=f"rs-bar {step} {tone(level)}"))
