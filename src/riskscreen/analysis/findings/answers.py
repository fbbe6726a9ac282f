"""Findings about answers that decide in an odd way: a worse one that lowers a level, one that nobody may leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskscreen.analysis.counting.answer_sets import answer_of, answer_set
from riskscreen.analysis.counting.lowering import Lowering
from riskscreen.analysis.counting.sampled_items import SampledItems
from riskscreen.analysis.counting.sets import ChoiceOfItem
from riskscreen.analysis.counting.whole import Whole
from riskscreen.analysis.findings.finding import Finding
from riskscreen.analysis.findings.survey import Survey
from riskscreen.engine.bounds import evaluated
from riskscreen.engine.compile import Compiled
from riskscreen.engine.diagram.nodes import Node
from riskscreen.explain.words.sentence import SentencePart, sentence
from riskscreen.model.number import plain
from riskscreen.model.scale import Highest, Sum

Examples = Mapping[int, tuple[ChoiceOfItem, ChoiceOfItem] | None]


def answer_findings(survey: Survey) -> Iterator[Finding]:
    """What is found about the answers to each item, once an item; the result is looked at before other outcomes."""
    definition, every = survey.definition, range(len(survey.compiled.items))
    order = sorted(range(len(definition.outcomes)), key=lambda k: definition.outcomes[k].id != definition.result)
    found: dict[tuple[str, str], Finding] = {}
    for k in order:
        findings: list[Finding] = []
        if survey.every is None:
            sampled = SampledItems(survey.compiled, survey.sample)
            findings += _lowered(survey, k, {n: sampled.lowering(n) for n in every}) if k == order[0] else ()
        else:
            root = survey.whole.outcome(definition.outcomes[k].id)
            examples = survey.whole.asked(lambda root=root: _examples(survey, root))  # type: ignore[misc]  # this root
            findings += _lowered(survey, k, examples or {})
            findings += _deciding_alone(survey, k, root)
        for finding in findings:
            found.setdefault((finding.code, finding.pointer), finding)
    yield from found.values()


def _examples(survey: Survey, root: Node) -> Examples:
    lowering = Lowering(survey.compiled, survey.whole, survey.whole.beside(root))
    return {n: lowering.example(n) for n in range(len(survey.compiled.items))}


def _lowered(survey: Survey, k: int, examples: Examples) -> Iterator[Finding]:
    """Two answer sets that differ in one item: the second has the answer with the higher score, and a lower level.

    None of the levels of a route is lower than another.
    """
    outcome = survey.definition.outcomes[k]
    for n, found in examples.items() if outcome.kind == "degree" else ():
        item = survey.compiled.items[n].id
        if found is None or _is_recoded(survey.compiled, n) or _is_better_higher(survey, k, item):
            continue
        better, worse = (_answer(survey.compiled, n, choices[n]) for choices in found)
        high, low = (outcome.levels[_rank(survey.compiled, k, choices)].id for choices in found)
        before, after = (answer_set(survey.compiled, choices) for choices in found)
        yield Finding("F-worse-answer-lowers", "doubt", survey.places[item], sentence(
            "worse_answer_lowers", worse=worse, better=better, item=item, outcome=outcome.id, high=high, low=low),
            before, after)


def _is_better_higher(survey: Survey, k: int, item: str) -> bool:
    """Whether bands that end with *to*, where a lower number is worse, say that more of this item is better."""
    below = survey.uses.of(("outcome", survey.definition.outcomes[k].id))
    return any(outcome.bands is not None and outcome.bands.worse == "lower" and ("outcome", outcome.id) in below
               and ("item", item) in survey.uses.of(("outcome", outcome.id)) for outcome in survey.definition.outcomes)


def _is_recoded(compiled: Compiled, n: int) -> bool:
    """Whether the item's own scores count nowhere, because every scale that adds them up replaces them."""
    readers = [scale.formula for scale in compiled.definition.scales
               if isinstance(scale.formula, Sum | Highest) and n in compiled.tables[scale.id].scores]
    return bool(readers) and all(formula.scores for formula in readers)


def _rank(compiled: Compiled, k: int, choices: ChoiceOfItem) -> int:
    """The rank of an outcome for these choices."""
    state = compiled.layout.empty + sum(compiled.layout.given(n, choice) for n, choice in choices.items())
    return evaluated(compiled, state, state).outcomes[k][0]


def _answer(compiled: Compiled, n: int, choice: int) -> SentencePart:
    """The answer that makes this choice, to be put into a sentence."""
    answer = answer_of(compiled, n, choice)
    return sentence("quoted", id=answer) if isinstance(answer, str) else plain(answer)


def _deciding_alone(survey: Survey, k: int, root: Node) -> Iterator[Finding]:
    """Items that must be answered with something known, and one answer to which is enough for a level."""
    outcome = survey.definition.outcomes[k]
    for n, item in enumerate(survey.compiled.items):
        if item.response.allows_unknown:
            continue
        ranks = [_least(survey.whole, root, n, choice) for choice in range(len(item.response.choices))]
        if not max(ranks) > min(ranks):
            continue
        choice, level = ranks.index(max(ranks)), outcome.levels[max(ranks)].id
        smallest = survey.whole.where(_answered(survey.whole, n, choice)).choices
        yield Finding("F-unknown-not-allowed", "doubt", survey.places[item.id], sentence(
            "unknown_not_allowed", answer=_answer(survey.compiled, n, choice), item=item.id, outcome=outcome.id,
            level=level), None if smallest is None else answer_set(survey.compiled, smallest))


def _least(whole: Whole, root: Node, n: int, choice: int) -> int:
    """The lowest rank that is left once an item has this answer; the lowest of all where it never applies."""
    nodes, none = whole.nodes, whole.nodes.end(-1)
    found = nodes.ends_of(nodes.ite(_answered(whole, n, choice), root, none)) - {-1}
    return min((rank for rank in found if isinstance(rank, int)), default=0)


def _answered(whole: Whole, n: int, choice: int) -> Node:
    """Where an item applies and has this answer."""
    return whole.nodes.ite(whole.applies(n), whole.answered(n, lambda other: other == choice), whole.nodes.false)
