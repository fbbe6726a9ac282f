"""What an answer rests on, asked after the answer itself."""

from __future__ import annotations

from riskscreen.cli.output import table, wrapped
from riskscreen.cli.terminal import hear, tell
from riskscreen.explain.words.catalogue import Words, words_for
from riskscreen.model.item import Item


def with_evidence(answer: object, item: Item, language: str) -> object:
    """The answer with the evidence that is typed; the bare answer where there is none."""
    words = words_for(language, "cli")
    evidence: dict[str, object] = {}
    for name, prompt in (("because", words("because")), ("source", words("source"))):
        if text := (hear(f"  {prompt}: ", words) or "").strip():
            evidence[name] = text
    if item.indicators and (seen := _indicators(item, language, words)):
        evidence["indicators"] = seen
    return {"answer": answer, **evidence} if evidence else answer


def _indicators(item: Item, language: str, words: Words) -> list[str]:
    """The indicators that are named, by number or id, in the order of the item."""
    known = [indicator.id for indicator in item.indicators]
    by_name = {**{str(n): name for n, name in enumerate(known, 1)}, **{name: name for name in known}}
    tell(table([(f"  {n}", wrapped(indicator.text[language])) for n, indicator in enumerate(item.indicators, 1)]))
    while True:
        typed = (hear(f"  {words('indicators')}: ", words) or "").replace(",", " ").split()
        strange = [name for name in typed if name not in by_name]
        if not strange:
            return [name for name in known if name in {by_name[part] for part in typed}]
        tell("  " + words("no_such_indicator", name=", ".join(strange)))
