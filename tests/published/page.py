"""Makes the page of the reference on published scoring rules, from the definitions and vectors that lie here.

Run `python -m published.page` with `src` and `tests` on the path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from published import rules

PAGE = rules.FOLDER.parents[1] / "docs" / "reference" / "published-rules.md"
KNOWN_FROM = {"read": "read", "memory": "memory", "found": "looked up"}
MOST_EXAMPLES = 4

Document = Mapping[str, Any]


def text() -> str:
    """The whole page."""
    names = rules.names()
    vectors = {name: len(rules.vectors(name)) for name in names}
    head = HEAD.format(n_rules=len(names), n_surveyed=len(rules.surveyed()), n_vectors=sum(vectors.values()))
    made_of = {name: constructs(rules.document(name)) for name in names}
    used = table(("construct", "rules", "for example"), (construct_row(each, made_of) for each in CONSTRUCTS))
    scores = rules.mutation_scores()
    listed = table(("instrument", "known from", "constructs", "vectors", "mistakes noticed"),
                   (rule_row(name, made_of[name], vectors[name], scores[name]) for name in names))
    left = table(("instrument", "why it is left out"),
                 ((rules.surveyed()[name], reason) for name, reason in rules.left_out().items()))
    return "\n".join([head, used, RULES, listed, LEFT_OUT, left])


HEAD = """# Published scoring rules

What can riskscreen/1 say?
Here are the scoring rules of {n_rules} published instruments, of {n_surveyed} that were looked at.
They are written as definitions and scored as published: {n_vectors} sets of answers with what comes out, worked out by
hand from each rule.
They lie in [`tests/published/`](../../tests/published/README.md) and are test material.
None of them has the questions of its instrument, none is offered by `riskscreen.available()`, and none gives a right to
use the instrument.

This page is made from the definitions, by `tests/published/page.py`.

- [What they use](#what-they-use)
- [The rules](#the-rules)
- [What is said in a roundabout way](#what-is-said-in-a-roundabout-way)
- [What is left out](#what-is-left-out)

## What they use

How each of these is written stands on the page about [the format](format.md).
"""

RULES = """## The rules

*Mistakes noticed* says how many small mistakes in the definition its vectors would notice (`riskscreen mutations`), of
those that change anything.
*Known from* says how far to trust a rule: *read* in a published page, abstract or code; written from *memory*, so that
it must be verified before it is relied on; *looked up* afterwards in a public page or source code.
Most are known from more than one, and each definition says which part from which.
"""

LEFT_OUT = """## What is said in a roundabout way

- *Refused*, *don't know*, *cannot be tested* and *?* are given as unknown.
  That is what they mean for a level, but the word itself is not kept (LAP, DASH, ODARA, B-SAFER, Glasgow Coma Scale).
- A result is one outcome.
  Where a rule has several of equal rank, one of them is named, and its definition says so (HADS, SAM, ASSIST).
- A result has levels.
  Where a rule ends in a number, each number is a level, and its definition says so (CHA2DS2-VASc, S-DASH).
- A rule for missing answers counts items.
  So the two composite items of ODARA are decided by the rater, with the indicators in view, and are not computed.

## What is left out

No rule was made up.
Where a rule is secret, not public or no rule, its instrument is not here.
"""


def table(head: tuple[str, ...], rows: Any) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def construct_row(construct: str, made_of: Mapping[str, list[str]]) -> tuple[str, ...]:
    """A construct, how many rules use it, and some that do."""
    using = [rules.surveyed()[name] for name, used in made_of.items() if construct in used]
    more = ", ..." if len(using) > MOST_EXAMPLES else ""
    return construct, str(len(using)), ", ".join(using[:MOST_EXAMPLES]) + more


def rule_row(name: str, used: list[str], n_vectors: int, score: str) -> tuple[str, ...]:
    """A rule, how it is known, what it is made of, how many vectors it has, and what these would notice."""
    sources = rules.document(name)["about"]["sources"]
    known = ", ".join(word for key, word in KNOWN_FROM.items() if key in sources)
    return rules.surveyed()[name], known, ", ".join(used), str(n_vectors), score


def constructs(document: Document) -> list[str]:
    """What a definition is made of, in the order of the table."""
    return [construct for construct, is_used in CONSTRUCTS.items() if is_used(document)]


def has(key: str) -> Callable[[Document], bool]:
    """Whether a property of this name stands anywhere in the part that scores."""
    return lambda document: any(key in part for part in parts(scoring(document)))


def scoring(document: Document) -> list[Any]:
    """The parts of a definition that can change a result."""
    return [document.get(part, []) for part in ("response_scales", "sections", "scales", "outcomes")]


def parts(part: Any) -> Iterator[Document]:
    """Every object in a part of a document."""
    if isinstance(part, Mapping):
        yield part
    for inner in part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ():
        yield from parts(inner)


def numbers(document: Document) -> Iterator[int | Decimal]:
    """The scores of options and the weights of items."""
    for part in parts(scoring(document)):
        yield from [part["score"]] if "score" in part else []
        yield from part.get("weights", {}).values()


def is_recorded_only(item: Document) -> bool:
    """Whether scoring does not see the answer to an item."""
    response = item["response"]
    return isinstance(response, Mapping) and not {"options", "bands"} & set(response)


CONSTRUCTS: Mapping[str, Callable[[Document], bool]] = {
    "sum": has("sum"),
    "count": has("count"),
    "weights": has("weights"),
    "negative points": lambda document: any(number < 0 for number in numbers(document)),
    "fractional points": lambda document: any(number != int(number) for number in numbers(document)),
    "another coding": has("scores"),
    "highest": has("highest"),
    "points on conditions": has("points"),
    "combined scales": has("combine"),
    "look-up table": has("lookup"),
    "missing answers": has("missing"),
    "rounding": has("round"),
    "numbers in bands": lambda document: any("bands" in part for part in parts(document["sections"])),
    "gates": has("applies_when"),
    "a not applicable answer": has("not_applicable"),
    "indicators": has("indicators"),
    "recorded only": lambda document: any(
        is_recorded_only(item) for section in document["sections"] for item in section["items"]),
    "bands": lambda document: any("bands" in outcome for outcome in document["outcomes"]),
    "low is worse": has("to"),
    "rules": has("rules"),
    "an outcome in a rule": has("outcome"),
    "several outcomes": lambda document: len(document["outcomes"]) > 1,
}


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
