"""An example of each command, as it can be typed in a checkout; together they follow a case to where it is counted."""

from __future__ import annotations

from collections.abc import Mapping

_AT_INTAKE = "examples/cases/21-at-intake-sash-style.json"

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "demo": ("demo --full --lang nl",),
    "list": ("list --lang nl",),
    "show": ("show rihg-style --lang nl", "show rihg-style --html rihg-style.html"),
    "score": (f"score sash-style {_AT_INTAKE} --html result.html",),
    "score-table": ("score-table stalking-red-flags cases.csv --out scored.csv",),
    "why": ("why sash-style examples/cases/synthetic-undetermined-sash-style.json",),
    "what-if": (f"what-if sash-style {_AT_INTAKE} s1=absent s2=unknown",),
    "record": (f'record sash-style {_AT_INTAKE} --rater "desk 3" --out record.json',),
    "judge": ('judge record.json medium --because "The stalker is in custody." --by "desk 3"',),
    "replay": ("replay record.json",),
    "history": ("history study-case-21 record.json --lang nl",),
    "count": ("count examples/records --html counts.html",),
    "ask": ("ask stalking-red-flags --save case.json", "ask stalking-red-flags --save case.json --resume"),
    "store": ("store import cases.db record.json", "store verify cases.db",
              "store export cases.db case-21 --case study-case-21"),
    "form": ("form sash-style --lang nl --out form.html",),
    "new": ('new doorstep-check --lang en --lang nl --title "Doorstep check"',),
    "check": ("check instruments/sash-style/instrument.json",),
    "texts": ("texts doorstep-check/instrument.json --lang de --out texts.csv",
              "texts doorstep-check/instrument.json --from texts.csv --out translated.json"),
    "import": ("import examples/import/code-book.csv --out draft.json",),
    "sql": ("sql stalking-red-flags --dialect postgres --table reports",),
    "diagram": ("diagram stalking-red-flags",),
    "analyse": ("analyse sash-style",),
    "compare": ("compare stalking-red-flags sash-style",),
    "vectors": ("vectors stalking-red-flags --out vectors.json",),
    "mutations": ("mutations stalking-red-flags",),
    "schema": ("schema answers",),
    "template": ("template sash-style --lang nl --out case-8.json",),
    "completion": ("completion bash",),
}
