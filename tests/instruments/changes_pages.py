"""Makes the pages on what changed in each instrument since the version before, for those who train people.

Run `python -m instruments.changes_pages` with `src` and `tests` on the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import attrs

import riskscreen
from docs.pages import ROOT
from instruments.practitioner_pages import FOLDER, LANGUAGES, SAID, grouped, rows, told_answer
from riskscreen import Instrument
from riskscreen.analysis.counting.difference import Difference
from riskscreen.analysis.counting.parts import LevelMove
from riskscreen.analysis.findings.texts import letters_of
from riskscreen.catalogue import packaged_names
from riskscreen.explain.words.terms import Terms
from riskscreen.model.item import Item

RELEASED = ROOT / "tests" / "data" / "released"


@attrs.frozen
class Said:
    """The words of a page that no definition has."""

    title: str
    whom: str
    page: str
    levels: str
    same: str
    differs: str
    move: str
    not_comparable: str
    new: str
    retired: str
    reworded: str
    coded: str
    coded_here: str
    rules: str
    steps: str
    names: str
    before: str
    after: str
    rule_is: str
    added: str
    removed: str
    changed: str
    none: str
    rest: str
    made: str


WORDS = {
    "en": Said(
        title="What changed: {title}", page="The page of this instrument",
        whom="From version {old} to version {new}, for those who train people and for those who know the version "
             "before.",
        levels="The levels", same="All {n} ways to answer the questions have the level that they had.",
        differs="Of all {n} ways to answer the questions, {moved} have another level.",
        move="{before} is {after} now: {n}, such as with {answers}",
        not_comparable="Other questions are asked, so the levels of old answers cannot be compared one by one.\n"
                       "Old answers are refused: go through the questions again.",
        new="New questions", retired="Questions that are gone", reworded="Questions in other words",
        coded="When to choose which answer",
        coded_here="For these questions the guidance says something else than before, or more:",
        rules="Rules", steps="What follows", names="Other names", before="before", after="now",
        rule_is="{what} *{level}* of {outcome}: {because}", added="New, for", removed="Gone, for",
        changed="Counted otherwise, for",
        none="Nothing that is read here changed.",
        rest="Every text that differs, in both languages, is shown by `riskscreen compare`.",
        made="This page is made from the two definitions, by `tests/instruments/changes_pages.py`."),
    "nl": Said(
        title="Wat er is veranderd: {title}", page="De bladzijde van dit instrument",
        whom="Van versie {old} naar versie {new}, voor wie mensen opleidt en voor wie de vorige versie kent.",
        levels="De niveaus", same="Alle {n} manieren om de vragen te beantwoorden houden hun niveau.",
        differs="Van alle {n} manieren om de vragen te beantwoorden hebben er {moved} een ander niveau.",
        move="{before} is nu {after}: {n}, zoals bij {answers}",
        not_comparable="Er worden andere vragen gesteld, dus de niveaus van oude antwoorden zijn niet één voor één te "
                       "vergelijken.\nOude antwoorden worden geweigerd: loop de vragen opnieuw langs.",
        new="Nieuwe vragen", retired="Vragen die zijn vervallen", reworded="Vragen in andere woorden",
        coded="Wanneer u welk antwoord kiest",
        coded_here="Bij deze vragen zegt de toelichting iets anders dan eerst, of meer:",
        rules="Regels", steps="Wat erop volgt", names="Andere namen", before="eerst", after="nu",
        rule_is="{what} *{level}* bij {outcome}: {because}", added="Nieuw, voor", removed="Vervallen, voor",
        changed="Anders geteld, voor",
        none="Er is niets veranderd dat hier wordt gelezen.",
        rest="Elke tekst die verschilt, in beide talen, staat in wat `riskscreen compare` laat zien.",
        made="Deze bladzijde is gemaakt uit de twee definities, door `tests/instruments/changes_pages.py`."),
}


def path_of(name: str, language: str) -> Path:
    """Where the page of an instrument lies."""
    return FOLDER / f"{name}-changes.{language}.md"


def released(name: str) -> Instrument:
    """The version before, as it was released."""
    [file] = RELEASED.glob(f"{name}-*.json")
    return riskscreen.load(file)


@cache
def compared(name: str) -> Difference:
    """What differs between the version before and this one."""
    return released(name).compare(riskscreen.load(name))


def page(name: str, language: str) -> str:
    """The whole page of an instrument."""
    old, new, said = released(name), riskscreen.load(name), WORDS[language]
    found = compared(name)
    before, after = Terms(old.definition, language), Terms(new.definition, language)
    parts = [("", head(before, after, said)), (said.levels, levels(found, before, after, said)),
             *questions(found, before, after, said), (said.rules, rules(found, before, after, said)),
             (said.steps, steps(found, after)), (said.names, names(found, language, said))]
    lines = [line for title, part in parts for listed in [[*part]] if listed
             for line in ([f"## {title}", ""] if title else []) + [*listed, ""]]
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, said.rest, "", said.made]) + "\n")


def head(before: Terms, after: Terms, said: Said) -> Iterator[str]:
    """Which two versions these are."""
    name = after.definition.id
    yield f"# {said.title.format(title=after.text(after.definition.title))}\n"
    yield said.whom.format(old=before.definition.version, new=after.definition.version)
    yield f"\n- [{said.page}]({name}.{after.language}.md)"


def levels(found: Difference, before: Terms, after: Terms, said: Said) -> Iterator[str]:
    """For how many answers the level differs, with an example of each move."""
    numbers = SAID[after.language]
    if found.why_not:
        yield said.not_comparable
        return
    assert found.exact
    assert found.n_answer_sets is not None
    known = said.differs if found.moves else said.same
    yield known.format(n=grouped(found.n_answer_sets, numbers), moved=grouped(found.n_moved, numbers))
    yield ""
    yield from (f"- {move_words(move, before, after, said)}." for move in found.moves)


def move_words(move: LevelMove, before: Terms, after: Terms, said: Said) -> str:
    """A move between levels; of its example only what is not the mildest answer."""
    example = [after.pair(after.item(item), told_answer(after, item, str(answer)))
               for item, answer in move.example.to_dict().items()
               if answer != after.items[item].response.choices[0].id]
    return said.move.format(
        before=before.level(before.definition.result, move.before),
        after=after.level(after.definition.result, move.after),
        n=grouped(move.count, SAID[after.language]), answers="; ".join(example))


def questions(found: Difference, before: Terms, after: Terms, said: Said) -> Iterator[tuple[str, list[str]]]:
    """Items that are new, are gone, are asked in other words, or have other guidance."""
    kept = [item for item in after.definition.items if item.id in before.items]
    yield said.new, [f"- **{after.item(name)}.** {after.text(after.items[name].text)}"
                     for name in changed(found, "item", "added")]
    yield said.retired, [f"- {before.text(before.items[name].text)}" for name in changed(found, "item", "removed")]
    texts = [(before.text(before.items[item.id].text), after.text(item.text)) for item in kept]
    reworded = [pair for pair in texts if pair[0] != pair[1]]
    yield said.reworded, [*rows((said.before, said.after), iter(reworded))] if reworded else []
    told = [line for item in kept for line in coded(before, after, item)]
    yield said.coded, [said.coded_here, "", *told] if told else []


def coded(before: Terms, after: Terms, item: Item) -> Iterator[str]:
    """What the guidance of an item says that the guidance before did not."""
    old = before.items[item.id]
    earlier = letters_of(" ".join([before.text(text) for text in (old.guidance,) if text is not None]
                                  + [before.text(text) for _, text in old.option_guidance]))
    pieces = [("", after.text(item.guidance))] if item.guidance is not None else []
    pieces += [(after.answer(item.id, name), after.text(text)) for name, text in item.option_guidance]
    new = [f"  - {label}: {text}" if label else f"  - {text}" for label, text in pieces
           if any(core_of(sentence) not in earlier for sentence in re.split(r"(?<=[.?]) ", text))]
    if new:
        yield from (f"- **{after.item(item.id)}**", *new)


def core_of(sentence: str) -> str:
    """A sentence without the word by which it was joined to its answer."""
    return letters_of(re.sub(r"^(If|For|Als|Bij|Also|Ook) ", "", sentence))


def rules(found: Difference, before: Terms, after: Terms, said: Said) -> Iterator[str]:
    """Rules that are new, gone, or count otherwise."""
    for how, terms, what in (("added", after, said.added), ("removed", before, said.removed),
                             ("changed", after, said.changed), ("cut-off", after, said.changed)):
        for name in changed(found, "rule", how):
            outcome, rule = name.split(".")
            of = terms.outcomes[outcome]
            level, because = next((each.level, each.because) for each in of.rules if each.id == rule)
            yield "- " + said.rule_is.format(
                what=what, level=terms.level(outcome, level), outcome=terms.outcome(outcome),
                because="" if because is None else terms.text(because))


def steps(found: Difference, after: Terms) -> Iterator[str]:
    """Levels that are kept and ask something else of those who act, with what they ask now."""
    for outcome in after.definition.outcomes:
        for level in outcome.levels:
            here = "level", f"{outcome.id}.{level.id}"
            places = {text.place for text in found.texts if (text.part, text.id) == here}
            if any(place.startswith("/follow_up/") and place.endswith(f"/{after.language}") for place in places):
                yield f"- **{after.text(outcome.title)}: {after.text(level.label)}**"
                yield from (f"  - {after.text(text)}" for text in level.follow_up)


def names(found: Difference, language: str, said: Said) -> list[str]:
    """Titles and labels that differ."""
    pairs = [(text.before or "", text.after or "") for text in found.texts
             if text.place in (f"/title/{language}", f"/label/{language}")]
    return [*rows((said.before, said.after), iter(dict.fromkeys(pairs)))] if pairs else []


def changed(found: Difference, part: str, how: str) -> Iterable[str]:
    """The ids of parts of one kind that changed in one way."""
    return [change.id for change in found.changes if (change.part, change.how) == (part, how)]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in packaged_names():
        for tag in LANGUAGES:
            path_of(each, tag).write_text(page(each, tag), encoding="utf-8")
