"""Makes the pages for practitioners, in Dutch and in English, from the definitions, the analysis and the example cases.

Run `python -m instruments.practitioner_pages` with `src` and `tests` on the path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

import riskscreen
from docs.pages import ROOT
from instruments.base_rates import SCREENS, table
from riskscreen import Instrument
from riskscreen.analysis.counting.analysis import Analysis
from riskscreen.catalogue import packaged_file, packaged_names
from riskscreen.explain.blocks.instrument import (
    accepted_lines,
    answers_words,
    choice_lines,
    level_words,
    only_if_lines,
    outcome_notes,
    rights_lines,
    rule_lines,
    rules_of,
    same_as_lines,
    source_lines,
    status_words,
)
from riskscreen.explain.words.lines import Line, bullet
from riskscreen.explain.words.scales import extra_lines, formula_words, part_lines
from riskscreen.explain.words.terms import Terms
from riskscreen.model.item import Item, Section
from riskscreen.model.outcome import Level, Outcome

FOLDER = ROOT / "docs" / "instruments"
LANGUAGES = ("en", "nl")
MOST_WEIGHTY = 5
EXAMPLES = {
    "always-do": "synthetic-half-done-always-do.json", "consultation-criteria": "08-consultation-criteria.json",
    "contact-arrangements": "11-contact-arrangements.json", "rihg-style": "03-rihg-style.json",
    "sash-style": "22-sash-style.json", "stalking-red-flags": "20-stalking-red-flags.json",
    "stalking-steps": "22-stalking-steps.json", "victim-assessment": "08-victim-assessment.json",
    "which-screen": "04-which-screen.json"}


@attrs.frozen
class Said:
    """The words of a page that no definition has."""

    other: str
    users: str
    users_page: str
    changes: str
    for_what: str
    asked: str
    look_for: str
    suggests: str
    levels: str
    means: str
    steps: str
    leads_to: str
    rules_folded: str
    analysis: str
    ways: str
    not_how_often: str
    level: str
    number: str
    share: str
    weighty: str
    rates: str
    example: str
    case: str
    topic: str
    answer: str
    fact: str
    place: str
    result_of_case: str
    technical: str
    ids: str
    ids_of: str
    numbers: str
    comma: str
    thousands: str
    made: str


ENGLISH = Said(
    other="This page in Dutch", users="For users: what a level means, and what unknown does",
    users_page="for-users.md", changes="What changed since the version before", for_what="What it is for",
    asked="What is asked", look_for="Look for", suggests="suggests", levels="Levels, and what follows", means="Meaning",
    steps="What follows", leads_to="Goes on with",
    rules_folded="The rules, exactly", analysis="What the analysis says",
    ways="There are {n} ways to answer every question that applies, unknown left out.\n"
         "All of them were followed; this is what they come to.",
    not_how_often="This is not how often a level occurs in practice: each way counts once, and real answers hang "
                  "together.\nHow often a level occurs, and how well it fits what happens afterwards, nobody has "
                  "measured.",
    level="level", number="ways", share="share",
    weighty="These weigh most: in so many of the ways, another answer to this question alone changes the result.",
    rates="In made-up cases, in which each answer but the mildest is drawn by itself at the base rate, the levels come "
          "out so.\nReal cases differ; the table shows how fast a level fills up.",
    example="An example", case="Moment: {as_of}", topic="topic", answer="answer", fact="the fact",
    place="where it stands", result_of_case="What it comes to", technical="For those who keep it up",
    ids="Names of the questions in files", ids_of="name", numbers="What is counted", comma=".", thousands=",",
    made="This page is made from the definition, version {version}, by `tests/instruments/practitioner_pages.py`.")
DUTCH = Said(
    other="Deze bladzijde in het Engels", users="Voor gebruikers: wat een niveau betekent, en wat onbekend doet",
    users_page="voor-gebruikers.md", changes="Wat er is veranderd sinds de vorige versie", for_what="Waarvoor het is",
    asked="Wat er wordt gevraagd", look_for="Aanwijzingen", suggests="past bij",
    levels="Niveaus, en wat erop volgt", means="Betekenis", steps="Wat erop volgt",
    leads_to="Ga verder met", rules_folded="De regels, precies", analysis="Wat de analyse laat zien",
    ways="Er zijn {n} manieren om elke vraag die van toepassing is te beantwoorden, zonder onbekend.\n"
         "Ze zijn allemaal nagelopen; dit komt eruit.",
    not_how_often="Dit zegt niet hoe vaak een niveau in de praktijk voorkomt: elke manier telt één keer, en echte "
                  "antwoorden hangen samen.\nHoe vaak een niveau voorkomt, en hoe goed het past bij wat er later "
                  "gebeurt, heeft niemand gemeten.",
    level="niveau", number="manieren", share="deel",
    weighty="Deze wegen het zwaarst: bij zoveel van de manieren verandert de uitkomst door een ander antwoord op "
            "alleen deze vraag.",
    rates="In verzonnen zaken, waarin elk antwoord behalve het lichtste los van de andere wordt geloot met een vaste "
          "kans, komen de niveaus zo uit.\nEchte zaken zijn anders; de tabel laat zien hoe snel een niveau volloopt.",
    example="Een voorbeeld", case="Moment: {as_of}", topic="onderwerp", answer="antwoord", fact="het feit",
    place="waar het staat", result_of_case="Wat eruit komt", technical="Voor wie het bijhoudt",
    ids="Namen van de vragen in bestanden", ids_of="naam", numbers="Wat er wordt geteld", comma=",", thousands=".",
    made="Deze bladzijde is gemaakt uit de definitie, versie {version}, door "
         "`tests/instruments/practitioner_pages.py`.")
SAID = {"en": ENGLISH, "nl": DUTCH}


def path_of(name: str, language: str) -> Path:
    """Where the page of an instrument lies."""
    return FOLDER / f"{name}.{language}.md"


def page(name: str, language: str) -> str:
    """The whole page of an instrument."""
    instrument, said = riskscreen.load(name), SAID[language]
    terms = Terms(instrument.definition, language)
    parts = [head(terms, said), purpose(terms, said), asked(terms, said), levels(terms, said),
             analysis(instrument, terms, said), example(instrument, terms, said), technical(instrument, terms, said)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for part in parts for line in part) + "\n")


def head(terms: Terms, said: Said) -> Iterator[str]:
    """What it is, what it is not for, and where else to read."""
    name, other = terms.definition.id, next(tag for tag in LANGUAGES if tag != terms.language)
    about = terms.definition.about
    yield f"# {terms.text(terms.definition.title)}\n"
    yield f"> {status_words(terms)}"
    yield f"> {terms.text(about.not_for)}\n"
    yield f"- [{said.other}]({name}.{other}.md)"
    yield f"- [{said.users}]({said.users_page})"
    yield f"- [{said.changes}]({name}-changes.{terms.language}.md)\n"


def purpose(terms: Terms, said: Said) -> Iterator[str]:
    """For what, for whom, and after which training."""
    about = terms.definition.about
    yield f"## {said.for_what}\n"
    yield f"{terms.text(about.intended_use)}\n"
    for key, text in (("about.users", about.authorised_users), ("about.training", about.training)):
        if text is not None:
            yield f"**{terms.words(key)}.** {terms.text(text)}\n"


def asked(terms: Terms, said: Said) -> Iterator[str]:
    """Every item, section by section, with when to choose which answer."""
    yield f"## {said.asked}\n"
    for _, response in terms.definition.response_scales:
        guidance = list(choice_lines(terms, response, 0))
        if guidance:
            yield f"{answers_words(terms, response)}.\n"
            yield from (*markdown(guidance), "")
    for section in terms.definition.sections:
        yield from section_lines(terms, section, said)


def section_lines(terms: Terms, section: Section, said: Said) -> Iterator[str]:
    """A section with its items."""
    yield f"### {terms.text(section.title)}\n"
    yield from markdown(only_if_lines(terms, section.applies_when, 0), after="")
    if section.guidance is not None:
        yield f"{terms.text(section.guidance)}\n"
    for item in section.items:
        yield from item_lines(terms, item, said)


def item_lines(terms: Terms, item: Item, said: Said) -> Iterator[str]:
    """An item: its topic, what is asked, how to answer it, and what to look for."""
    yield f"#### {terms.text(item.name)}\n"
    if item.topic is not None:
        yield f"*{ended(terms.text(item.text))}*\n"
    yield from markdown(only_if_lines(terms, item.applies_when, 0), after="")
    if item.guidance is not None:
        yield f"{terms.text(item.guidance)}\n"
    if item.option_guidance:
        yield from (f"- **{terms.answer(item.id, name)}.** {terms.text(text)}" for name, text in item.option_guidance)
        yield ""
    elif item.response_scale is None:
        yield f"{answers_words(terms, item.response)}.\n"
    if item.indicators:
        yield f"{said.look_for}:\n"
        for indicator in item.indicators:
            tail = f" ({said.suggests} {terms.choice(item.id, indicator.suggests)})" if indicator.suggests else ""
            yield f"- {terms.text(indicator.text)}{tail}"
        yield ""


def levels(terms: Terms, said: Said) -> Iterator[str]:
    """Every outcome, the result first: each level with what is enough for it, what it means, and what follows."""
    yield f"## {said.levels}\n"
    result = terms.definition.result
    for outcome in sorted(terms.definition.outcomes, key=lambda each: each.id != result):
        yield f"### {terms.text(outcome.title)}\n"
        yield from markdown(outcome_notes(terms, outcome, 0), after="")
        for level in reversed(outcome.levels):
            yield from level_lines(terms, outcome, level, said)


def level_lines(terms: Terms, outcome: Outcome, level: Level, said: Said) -> Iterator[str]:
    """A level with its rules in words."""
    reasons = [terms.text(rule.because) for rule in rules_of(outcome, level) if rule.because is not None]
    yield f"**{level_words(terms, outcome, level)}**\n"
    if reasons:
        yield from (*(f"- {reason}" for reason in reasons), "")
    if level.meaning is not None:
        yield f"*{said.means}.* {terms.text(level.meaning)}\n"
    if level.follow_up:
        yield f"*{said.steps}.*\n"
        yield from (*(f"- {terms.text(text)}" for text in level.follow_up), "")
    if level.next:
        yield f"*{said.leads_to}.* {', '.join(linked(name, terms.language) for name in level.next)}.\n"


def linked(name: str, language: str) -> str:
    """The title of an instrument as a link to its page."""
    return f"[{riskscreen.load(name).title[language]}]({name}.{language}.md)"


def analysis(instrument: Instrument, terms: Terms, said: Said) -> Iterator[str]:
    """What all ways to answer come to, and which questions weigh most; all of it counted."""
    found = analysed(instrument)
    total = found.n_answer_sets
    assert found.exact
    assert total is not None
    yield f"## {said.analysis}\n"
    yield said.ways.format(n=grouped(total, said)) + "\n"
    counts = found.levels
    yield from rows((said.level, said.number, said.share), (
        (terms.level(found.result, level), grouped(counts[level], said), percent(counts[level], total, said))
        for level in reversed(list(counts))))
    yield f"\n{said.not_how_often}\n"
    yield f"{said.weighty}\n"
    weighty = sorted(found.items.values(), key=lambda item: -item.share)[:MOST_WEIGHTY]
    yield from rows((said.topic, said.share), (
        (terms.item(item.id), percent(item.n_changes, item.n_tried, said)) for item in weighty))
    yield ""
    if instrument.id in SCREENS:
        yield f"{said.rates}\n"
        yield table(instrument, terms.language)


@cache
def analysed(instrument: Instrument) -> Analysis:
    """The analysis of an instrument, which is the same in every language."""
    return instrument.analyse()


def example(instrument: Instrument, terms: Terms, said: Said) -> Iterator[str]:
    """One case as it was answered, and its result."""
    file = example_of(instrument.id, terms.language)
    answers = {name: given if isinstance(given, Mapping) else {"answer": given}
               for name, given in file["answers"].items()}
    yield f"## {said.example}\n"
    yield f"{said.case.format(as_of=ended(file['as_of']))}\n"
    yield f"{file['notes']}\n"
    yield from rows((said.topic, said.answer, said.fact, said.place), (
        (terms.item(name), told_answer(terms, name, given["answer"]), given.get("because", ""), given.get("source", ""))
        for name, given in answers.items() if given["answer"] != "unknown"))
    yield f"\n### {said.result_of_case}\n"
    yield "```text"
    yield riskscreen.load(instrument.id).score(file["answers"]).explain(terms.language).rstrip("\n")
    yield "```\n"


def example_of(name: str, language: str) -> dict[str, Any]:
    """The answers file of the example, as it stands in this language."""
    folder = () if language == "en" else (language,)
    source = packaged_file("examples", "cases", *folder, EXAMPLES[name])
    assert source is not None
    found: dict[str, Any] = json.loads(source)
    return found


def told_answer(terms: Terms, item: str, answer: str | list[str]) -> str:
    """The labels of an answer."""
    return terms.words.either([terms.choice(item, each) for each in ([answer] if isinstance(answer, str) else answer)])


def technical(instrument: Instrument, terms: Terms, said: Said) -> Iterator[str]:
    """What case workers need not read, folded away: names in files, exact rules, numbers, sources, rights."""
    definition = terms.definition
    yield f"<details>\n<summary>{said.technical}</summary>\n"
    yield f"`{definition.id}` {definition.version}, `{instrument.digest}`\n"
    yield f"### {said.ids}\n"
    yield from rows((said.ids_of, said.topic), ((f"`{item.id}`", terms.item(item.id)) for item in definition.items))
    yield ""
    for item in definition.items:
        yield from markdown([bullet(f"`{item.id}`: {line.text}") for line in same_as_lines(terms, item, 0)])
    if terms.scales:
        yield f"\n### {said.numbers}\n"
        for scale in terms.scales.values():
            yield from markdown([bullet(terms.scale(scale.id)), Line(formula_words(terms, scale), 1),
                                 *part_lines(terms, scale, 2), *extra_lines(terms, scale, 2)])
    yield f"\n### {said.rules_folded}\n"
    for outcome in definition.outcomes:
        yield f"\n#### {terms.text(outcome.title)}\n"
        for level in reversed(outcome.levels):
            yield from markdown([bullet(level_words(terms, outcome, level)), *(
                line for rule in rules_of(outcome, level) for line in rule_lines(terms, rule, 1))])
    for lines in (source_lines(terms), accepted_lines(terms)):
        if lines:
            yield f"\n### {lines[0].text}\n"
            yield from markdown([attrs.evolve(line, depth=line.depth - 1) for line in lines[1:]])
    yield ""
    yield from markdown([bullet(line.text) for line in rights_lines(terms)])
    yield f"\n{said.made.format(version=definition.version)}\n"
    yield "</details>"


def markdown(lines: list[Line], after: str | None = None) -> Iterator[str]:
    """Lines of a view as a list of Markdown, where the first one has no dash as a sentence above it."""
    for n, line in enumerate(lines):
        is_listed = line.is_bullet or line.depth > 0
        if is_listed and n and not (lines[n - 1].is_bullet or lines[n - 1].depth):
            yield ""
        yield f"{'  ' * line.depth}- {line.text}" if is_listed else line.text
    if lines and after is not None:
        yield after


def rows(heads: tuple[str, ...], cells: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """A table of Markdown."""
    for row in (heads, ("---",) * len(heads), *cells):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def grouped(number: int, said: Said) -> str:
    """A whole number with its thousands apart."""
    return f"{number:,}".replace(",", said.thousands)


def percent(part: int, total: int, said: Said) -> str:
    """A share, cut off below its first decimal; one that is not nothing never reads so."""
    tenths = 1000 * part // total
    if part and not tenths:
        return "< 0.1%".replace(".", said.comma)
    return f"{tenths // 10}{said.comma}{tenths % 10}%"


def ended(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in packaged_names():
        for tag in LANGUAGES:
            path_of(each, tag).write_text(page(each, tag), encoding="utf-8")
