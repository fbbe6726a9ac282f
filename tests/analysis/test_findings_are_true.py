"""What the check claims is so: held against every answer set of small instruments, listed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import generators
from analysis.listed import Listed
from oracle import naive
from riskscreen import Instrument
from riskscreen.analysis.findings.finding import Finding

MOST_LISTED = 300
CAUSES = {"F-gate-never-opens", "F-cut-off-out-of-reach", "F-rule-never-holds", "F-level-unreachable"}


def small(data: st.DataObject) -> Listed:
    """A generated definition with all its answer sets."""
    document = data.draw(generators.documents(max_items=5))
    assume(len(naive.completions(document, {})) <= MOST_LISTED)
    return Listed.of(document)


def place(document: Any, pointer: str) -> Any:
    """What stands at a pointer."""
    for part in pointer.split("/")[1:]:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def outcome_at(listed: Listed, finding: Finding) -> Any:
    """The outcome that a finding is in."""
    return listed.document["outcomes"][int(finding.pointer.split("/")[2])]


def rule_at(listed: Listed, finding: Finding) -> tuple[int, int, int, int]:
    """What is counted of the rule that a finding is about."""
    outcome, n = outcome_at(listed, finding), int(finding.pointer.split("/")[4])
    return listed.rule(outcome["id"], naive.rules_of(outcome)[n]["id"])


def is_unreachable(listed: Listed, finding: Finding) -> bool:
    """No answer set has this level."""
    return listed.levels(outcome_at(listed, finding)["id"])[place(listed.document, finding.pointer)["id"]] == 0


def is_out_of_reach(listed: Listed, finding: Finding) -> bool:
    """The condition that the cut-off ends is the same for every number of its scale."""
    condition = finding.pointer.rpartition("/between")[0] or finding.pointer.rpartition("/")[0]
    name, end = place(listed.document, condition).get("scale"), finding.pointer.rpartition("/")[2]
    if name is None:
        name = outcome_at(listed, finding)["scale"]
    cut_off = place(listed.document, finding.pointer)
    is_low = end in ("at_least", "from") or finding.pointer.endswith("/between/0")
    return len({number >= cut_off if is_low else number <= cut_off for number in listed.numbers(name)}) == 1


def never_matters(listed: Listed, finding: Finding) -> bool:
    """No other answer to the item changes any outcome."""
    item = place(listed.document, finding.pointer)["id"]
    return all(other == facts.outcomes for each, facts in listed.every if item in each
               for option in listed.others(each, item) for other in outcomes_with(listed, each, item, option))


def options_are_alike(listed: Listed, finding: Finding) -> bool:
    """Two answers give the same outcomes, in each item that the finding is about."""
    parts = finding.message.split()
    second, first = parts[2].strip("'"), parts[parts.index("as") + 1].strip("'")
    items = [item["id"] for (_, item), own in zip(naive.items_of(listed.document), pointers(listed), strict=True)
             if finding.pointer.startswith((f"/response_scales/{item['response']}/", f"{own}/"))]
    return bool(items) and all(other == facts.outcomes for item in items for each, facts in listed.every
                               if each.get(item) == first for other in outcomes_with(listed, each, item, second))


def pointers(listed: Listed) -> list[str]:
    """The place of each item."""
    return [f"/sections/{s}/items/{i}" for s, section in enumerate(listed.document["sections"])
            for i, _ in enumerate(section["items"])]


def outcomes_with(listed: Listed, each: naive.Completion, item: str, option: str) -> Iterator[dict[str, str]]:
    """The outcomes with another answer to an item."""
    return (naive.scored(listed.document, other, frozenset()).outcomes for other in listed.changed(each, item, option))


def is_stuck(listed: Listed, finding: Finding, *, holds: bool) -> bool:
    """A gate is open, or closed, in every answer set in which its section applies."""
    part = place(listed.document, finding.pointer.removesuffix("/applies_when"))
    section = listed.document["sections"][int(finding.pointer.split("/")[2])]
    gate = section.get("applies_when")
    return {naive.condition(part["applies_when"], facts) for _, facts in listed.every
            if part is section or gate is None or naive.condition(gate, facts)} == {holds}


def decides_alone(listed: Listed, finding: Finding) -> bool:
    """Whoever gives this answer has at least this level of the outcome; bands are answered with their least number."""
    item = place(listed.document, finding.pointer)
    assert finding.witness is not None
    case = Instrument.from_dict(listed.document).score(finding.witness)
    option = next(entry.choice for entry in case.answers.entries if entry.item == item["id"])
    name, level = finding.message.partition(" is enough for ")[2].partition(",")[0].split(" to be ")
    outcome = listed.outcome(name)
    return all(naive.rank(outcome, facts.outcomes[name]) >= naive.rank(outcome, level)
               for each, facts in listed.every if each.get(item["id"]) == option)


CLAIMS: dict[str, Callable[[Listed, Finding], bool]] = {
    "F-level-unreachable": is_unreachable,
    "F-rule-never-holds": lambda listed, finding: rule_at(listed, finding)[0] == 0,
    "F-rule-changes-nothing": lambda listed, finding: rule_at(listed, finding)[2] == 0,
    "F-cut-off-out-of-reach": is_out_of_reach,
    "F-item-never-matters": never_matters,
    "F-option-never-matters": options_are_alike,
    "F-unknown-not-allowed": decides_alone,
    "F-gate-never-opens": lambda listed, finding: is_stuck(listed, finding, holds=False),
    "F-gate-always-open": lambda listed, finding: is_stuck(listed, finding, holds=True),
}


@given(st.data())
def test_every_claim_about_all_answer_sets_is_true(data: st.DataObject) -> None:
    """No finding says of all answer sets what is not so for one of them."""
    listed = small(data)

    for finding in Instrument.from_dict(listed.document).check():
        if finding.code in CLAIMS:
            assert CLAIMS[finding.code](listed, finding), str(finding)


@given(st.data())
def test_no_level_or_rule_is_out_of_reach_unsaid(data: st.DataObject) -> None:
    """Where a level or a rule never occurs, some finding says why."""
    listed = small(data)
    never = [outcome["id"] for outcome in listed.document["outcomes"]
             if len(listed.levels(outcome["id"])) < len(outcome["levels"])
             or not all(listed.rule(outcome["id"], rule["id"])[0] for rule in naive.rules_of(outcome))]

    codes = {finding.code for finding in Instrument.from_dict(listed.document).check()}

    assert not never or codes & CAUSES


@given(st.data())
def test_examples_are_whole_cases_that_show_what_is_said(data: st.DataObject) -> None:
    """Every example can be scored, and shows the level, rule or number that its finding speaks of."""
    listed = small(data)
    instrument = Instrument.from_dict(listed.document)

    for finding in instrument.check():
        if finding.witness is None:
            continue
        result = instrument.score(finding.witness)
        assert not result.unknown
        if finding.code == "F-worse-answer-lowers":
            assert finding.compared_with is not None
            after = instrument.score(finding.compared_with.answers).outcomes
            fallen = [name for name, before in result.outcomes.items() if after[name].at_least < before.at_least]
            assert any(f", {name} goes down" in finding.message for name in fallen)
        if finding.code == "F-rule-changes-nothing":
            rule = naive.rules_of(outcome_at(listed, finding))[int(finding.pointer.split("/")[4])]["id"]
            assert next(each.holds for outcome in result.trace.outcomes for each in outcome.rules
                        if (outcome.outcome, each.rule) == (outcome_at(listed, finding)["id"], rule)) == "holds"
