"""The sash-style instrument written out by hand: what a programmer would write who needs just this one.

It returns the same facts as ``Instrument.score``: the bounds of four scales and four outcomes, and which items are
unknown; with a trace, also what each item contributes and whether each rule holds.  No checks of the answers.
"""

from __future__ import annotations

from collections.abc import Mapping

Span = tuple[int, int]

GENERAL = tuple(f"s{n}" for n in range(1, 14))
PARTNER = ("x1", "x2", "x3")
SCALES = {
    "factors": frozenset(GENERAL + PARTNER),
    "violence_signs": frozenset(("s2", "s4", "s5", "s7", "s10", "x1")),
    "pressure_signs": frozenset(("s6", "s13", "x2")),
    "intensity_signs": frozenset(("s6", "s7", "s8", "s9")),
}
LEVELS = ("low", "medium", "high")
Case = tuple[dict[str, Span], dict[str, Span], list[str]]


def screened(answers: Mapping[str, str]) -> Case:
    """Scales and outcomes with their bounds, and the unknown items."""
    partner = answers["former_partner"]
    sure, possible, unknown = set(), set(), []
    for item, answer in answers.items():
        if answer == "present":
            if item[0] != "x" or partner == "yes":
                sure.add(item)
            possible.add(item)
        elif answer == "unknown":
            unknown.append(item)
            possible.add(item)
    scales = {name: (len(sure & items), len(possible & items)) for name, items in SCALES.items()}
    lows = levels(sure, {name: low for name, (low, _) in scales.items()})
    highs = levels(possible, {name: high for name, (_, high) in scales.items()})
    return scales, {name: (lows[name], highs[name]) for name in lows}, unknown


def levels(present: set[str], counts: Mapping[str, int]) -> dict[str, int]:
    """The level of each outcome, given what is present."""
    violence = 0
    if "s3" in present or "s12" in present or ("s2" in present and "s10" in present) or counts["violence_signs"] >= 3:
        violence = 2
    elif counts["violence_signs"] >= 1:
        violence = 1
    persistence = 0
    if "s8" in present and ("s9" in present or "s11" in present or counts["pressure_signs"] >= 2):
        persistence = 2
    elif "s8" in present or "s9" in present or "s11" in present:
        persistence = 1
    recurrence = 0
    if "s1" in present:
        recurrence = 2 if counts["intensity_signs"] >= 2 else 1
    highest = max(violence, persistence, recurrence)
    concern = 2 if highest == 2 or counts["factors"] >= 6 else 1 if highest == 1 or counts["factors"] >= 2 else 0
    return {"violence": violence, "persistence": persistence, "recurrence": recurrence, "concern": concern}


Condition = tuple[str, bool, bool]


def traced(answers: Mapping[str, str]) -> tuple[Case, dict[str, list[tuple[str, int, int]]], list[Condition]]:
    """The case, what each item contributes to each scale, and each rule with whether it must or can hold."""
    case = screened(answers)
    scales, outcomes, _ = case
    contributions = {
        name: [(item, int(answer == "present"), int(answer != "absent")) for item, answer in answers.items()
               if item in items] for name, items in SCALES.items()}
    def ends(item: str) -> tuple[bool, bool]:
        answer = answers.get(item)
        return answer == "present", answer in ("present", "unknown")

    rules: list[Condition] = [(item, *ends(item)) for item in ("s3", "s12", "s8", "s9", "s11", "s1")]
    for name, items in (("s2 and s10", ("s2", "s10")), ("s8 and s9", ("s8", "s9")), ("s8 and s11", ("s8", "s11"))):
        both = [ends(item) for item in items]
        rules.append((name, all(low for low, _ in both), all(high for _, high in both)))
    for name, scale, cut_off in (("violence 3", "violence_signs", 3), ("violence 1", "violence_signs", 1),
                                 ("pressure 2", "pressure_signs", 2), ("intensity 2", "intensity_signs", 2),
                                 ("factors 6", "factors", 6), ("factors 2", "factors", 2)):
        rules.append((name, scales[scale][0] >= cut_off, scales[scale][1] >= cut_off))
    for outcome, (low, high) in outcomes.items():
        rules += [(f"{outcome} {level}", low >= rank, high >= rank) for rank, level in enumerate(LEVELS) if rank]
    return case, contributions, rules
