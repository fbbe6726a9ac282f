"""Whatever stands in whatever place of a public call: it is taken as it says, or refused with an error of ours."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

import riskscreen
from riskscreen import Instrument, Result, RiskscreenError, plot, research, testing

SMALL = riskscreen.load(Path(__file__).parents[1] / "data" / "doorstep-check.json")
OTHER = riskscreen.load("stalking-red-flags")
ABSENT = {"former_partner": "yes", **dict.fromkeys(("threats", "weapon", "custody"), "absent")}
TABLE = {item: [answer] for item, answer in ABSENT.items()}
CODES = np.array([[1, 0, 0, 0]], np.int8)


class Surly:
    """An object whose every answer is an error."""

    def __iter__(self) -> Iterator[object]:
        raise RuntimeError("no")

    def __len__(self) -> int:
        raise RuntimeError("no")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    def __bool__(self) -> bool:
        raise RuntimeError("no")

    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__
    __hash__ = None  # type: ignore[assignment]


VALUES: dict[str, Any] = {
    "None": None, "True": True, "0": 0, "5": 5, "-1": -1, "huge": 10**5_000, "1.5": 1.5, "nan": float("nan"),
    "Decimal": Decimal("1.5"), "text": "x", "empty text": "", "nul": "a\0b", "surrogate": "\ud800", "bytes": b"x",
    "list": [], "list of 5": [5], "list of None": [None], "list of a list": [[]], "tuple": (), "set": {5},
    "mapping": {}, "mapping of 5": {5: 5}, "mapping of None": {"threats": None}, "object": object(), "surly": Surly(),
    "class": int, "function": len, "generator": (each for each in [5]), "range": range(3),
    "array of nothing": np.array(0), "array": np.zeros(3), "array of objects": np.array([None, []], object),
    "truth of numpy": np.True_, "nothing of numpy": np.ma.masked, "path": Path("/nowhere/at/all"),
    "instrument": SMALL, "result": SMALL.score(ABSENT), "level": SMALL.score(ABSENT).at_least,
    "text in languages": SMALL.title,
    "case": ABSENT, "cases": [ABSENT], "table": TABLE, "codes": CODES, "definition": SMALL.definition,
    "vectors": [{"answers": 5, "outcomes": 5, "scales": [], "partial": "yes", "id": None}],
    "vectors of lists": [{"answers": ABSENT, "outcomes": {"concern": []}, "scales": {"total": [], "x": {}}}],
    "columns of 5": dict.fromkeys(SMALL.items, 5), "columns of arrays": dict.fromkeys(SMALL.items, np.array(0)),
    "columns of lists of lists": dict.fromkeys(SMALL.items, [[]]),
}


HEARD = ("None", "class", "function")  # what can be called is told, whatever it makes of it


def heard(value: Any) -> Any:
    """What is told of progress; whatever can be called becomes a listener that takes what it is told."""
    return (lambda *_: None) if isinstance(value, type) or inspect.isbuiltin(value) else value


@attrs.frozen
class Place:
    """A parameter of a public call: which values it takes, and the call with only this one otherwise."""

    name: str
    call: Callable[[Any], object]
    takes: tuple[str, ...]


FLAG = ("True",)
SEED = ("0", "5", "-1", "huge")
COUNT = ("5",)
LANGUAGE: tuple[str, ...] = ("None",)
OUTCOME: tuple[str, ...] = ("None",)
ANY_TEXT = ("None", "text", "empty text", "nul", "surrogate")
INSTRUMENT = ("instrument",)
EMPTY = ("list", "tuple", "mapping")
NOTHING_NAMED = ("None", "list", "tuple", "mapping")
NAMED_ITEMS = (*EMPTY, "mapping of None", "case", "table", "columns of 5", "columns of arrays",
               "columns of lists of lists")
MARKED = ("columns of lists of lists",)  # rows that are not valid are marked, not refused


def of_one_case(name: str, **said: Any) -> Any:
    """A statistic of one case, with something said otherwise."""
    words = {"levels": ["low"], "happened": [True], "ladder": ["low", "high"], **AT.get(name, {}), **said}
    return getattr(research, name)(words.pop("levels"), words.pop("happened"), **words)


def agreed(**said: Any) -> Any:
    """The agreement on one case, with something said otherwise."""
    words = {"one": ["low"], "other": ["low"], "weights": "nominal", "ladder": ["low", "high"], **said}
    return research.agreement(words.pop("one"), words.pop("other"), **words)


def parameters_of(member: Any) -> list[str]:
    return [name for name in inspect.signature(member).parameters if name != "self"]


def drawn(name: str, **said: Any) -> Any:
    """A picture, or its table, of one case, with something said otherwise."""
    words = {**DRAWN[name](), **said}
    if not name.endswith("_table") and "ax" not in words:
        from matplotlib.figure import Figure  # noqa: PLC0415  # only a picture needs it

        words["ax"] = Figure().subplots()
    first = next(iter(words))
    return getattr(plot, name)(words.pop(first), **words)


def of_levels() -> dict[str, Any]:
    return {"levels": ["low"], "ladder": ["low", "high"], "outcome": None}


DRAWN: dict[str, Callable[[], dict[str, Any]]] = {
    **dict.fromkeys(("levels", "levels_table", "bounds", "bounds_table"), of_levels),
    **dict.fromkeys(("roc", "roc_table"), lambda: {**of_levels(), "happened": [True]}),
    **dict.fromkeys(("profile", "profile_table"), lambda: {"result": HELD.result}),
    **dict.fromkeys(("timeline", "timeline_table"), lambda: {"history": riskscreen.History([recorded()])}),
    **dict.fromkeys(("influence", "influence_table"), lambda: {"instrument": SMALL}),
    "rates": lambda: {"found": of_one_case("rates")},
    "sweep": lambda: {"found": of_one_case("sweep"), "statistic": "sensitivity"}}


def is_there(name: str) -> bool:
    """Whether a picture can be drawn here; its table needs nothing."""
    return name.endswith("_table") or find_spec("matplotlib") is not None


BY_IDS = dict.fromkeys(("levels", "levels_table", "bounds"), ("None", "text", "nul", "surrogate"))
TONGUES = {**BY_IDS, **dict.fromkeys(("roc", "rates", "sweep"), ANY_TEXT)}  # where no text is an instrument's
TAKEN: dict[str, tuple[str, ...]] = {"result": ("result",), "instrument": INSTRUMENT, "happened": ("list of None",)}


def places_of(name: str) -> dict[str, tuple[Callable[[Any], object], tuple[str, ...]]]:
    """The places of a picture or a table."""
    places: dict[str, tuple[Callable[[Any], object], tuple[str, ...]]] = {
        place: (lambda v, place=place: drawn(name, **{place: v}), TAKEN.get(place, ())) for place in DRAWN[name]()}  # type: ignore[misc]
    if "outcome" in places:
        no_cases = () if "happened" in places else ("list", "tuple")
        places["levels"] = lambda v: drawn(name, levels=v), no_cases
        places["outcome"] = lambda v: drawn(name, levels=RESULTS, ladder=None, outcome=v), OUTCOME
    if not name.endswith("_table"):
        places["ax"] = lambda v: drawn(name, ax=v), ("None",)
    if "language" in parameters_of(getattr(plot, name)):
        places["language"] = lambda v: drawn(name, language=v), TONGUES.get(name, LANGUAGE)
    return places


AT: dict[str, dict[str, Any]] = {"accuracy": {"at": "high"}, "net_benefit": {"at": "high", "thresholds": ["0.2"]}}
RULE = next(iter(SMALL.outcomes.values())).rules[0].id
WHEN = {"item": "weapon", "is": ["present"]}
RESULTS = [SMALL.score(ABSENT)]


class Held:
    """What users hold, each made when it is asked for."""

    @cached_property
    def result(self) -> Result:
        return SMALL.score(ABSENT | {"threats": "unknown"})

    @cached_property
    def scored(self) -> Any:
        return SMALL.score_codes(CODES)

    @cached_property
    def mutations(self) -> Any:
        return SMALL.mutations([])


def recorded(**said: Any) -> Any:
    """A record of a small case, with something said otherwise."""
    return HELD.result.record(**{"case": "pseudonym-7", "rater": "unit 4", "made_at": MADE_AT, **said})


def concluded(**said: Any) -> Any:
    """The record with a judgement, with something said otherwise."""
    words = {"outcome": "concern", "level": "high", "because": "Seen.", "by": "unit 4", "at": MADE_AT, **said}
    return recorded().judged(words.pop("outcome"), words.pop("level"), **words)


HELD = Held()
MADE_AT = "2026-11-30T14:05:00+01:00"
SHELF = ("None", "instrument")
SOME = {"max_examples": 1, "derandomize": True}
LAWS = {name: getattr(testing, name) for name in testing.__all__ if name.startswith("assert_")}

TABLE_OF_CALLS: dict[str, dict[str, tuple[Callable[[Any], object], tuple[str, ...]]]] = {
    "Instrument": {"definition": (Instrument, ("definition",))},
    "Instrument.from_dict": {"document": (Instrument.from_dict, ())},
    "Instrument.from_json": {"source": (Instrument.from_json, ())},
    "Instrument.score": {
        "answers": (SMALL.score, ("case", "table")),  # a list of one answer is that answer
        "partial": (lambda v: SMALL.score(ABSENT, partial=v), FLAG)},
    "Instrument.carry_over": {"result": (OTHER.carry_over, ("result",))},
    "Instrument.analyse": {"seed": (lambda v: SMALL.analyse(seed=v), SEED),
                           "progress": (lambda v: SMALL.analyse(progress=heard(v)), HEARD)},
    "Instrument.check": {
        "vectors": (SMALL.check, ("None", *EMPTY[:2], "cases", "vectors", "vectors of lists")),
        "seed": (lambda v: SMALL.check(seed=v), SEED)},
    "Instrument.compare": {
        "other": (SMALL.compare, INSTRUMENT), "seed": (lambda v: SMALL.compare(SMALL, seed=v), SEED)},
    "Instrument.mutations": {
        "vectors": (SMALL.mutations, EMPTY[:2]), "seed": (lambda v: SMALL.mutations([], seed=v), SEED),
        "progress": (lambda v: SMALL.mutations([], progress=heard(v)), HEARD)},
    "Instrument.with_rule": {
        "rule": (lambda v: SMALL.with_rule(v, WHEN), ()), "when": (lambda v: SMALL.with_rule(RULE, v), ()),
        "outcome": (lambda v: SMALL.with_rule(RULE, WHEN, outcome=v), OUTCOME)},
    "Instrument.vectors": {"seed": (lambda v: SMALL.vectors(seed=v), SEED)},
    "Instrument.score_codes": {
        "codes": (SMALL.score_codes, ("codes",)),
        "partial": (lambda v: SMALL.score_codes(CODES, partial=v), FLAG),
        "outcomes": (lambda v: SMALL.score_codes(CODES, outcomes=v), NOTHING_NAMED),
        "scales": (lambda v: SMALL.score_codes(CODES, scales=v), NOTHING_NAMED),
        "count_unknown": (lambda v: SMALL.score_codes(CODES, count_unknown=v), FLAG)},
    "Instrument.pack": {"cases": (SMALL.pack, ("list", "tuple", "cases", "table", "codes"))},
    "Instrument.score_table": {
        "data": (SMALL.score_table, ("table",)),
        "partial": (lambda v: SMALL.score_table(TABLE, partial=v), FLAG),
        "on_error": (lambda v: SMALL.score_table(TABLE, on_error=v), ()),
        "scales": (lambda v: SMALL.score_table(TABLE, scales=v), FLAG),
        "progress": (lambda v: SMALL.score_table(TABLE, progress=heard(v)), HEARD)},
    "Instrument.score_arrow": {
        "batch": (SMALL.score_arrow, ("table", *MARKED)),
        "partial": (lambda v: SMALL.score_arrow(TABLE, partial=v), FLAG),
        "scales": (lambda v: SMALL.score_arrow(TABLE, scales=v), FLAG)},
    "Instrument.encode_table": {"data": (SMALL.encode_table, ("table",))},
    "Instrument.encode": {
        "cases": (SMALL.encode, (*EMPTY, "cases")),
        "partial": (lambda v: SMALL.encode([ABSENT], partial=v), FLAG)},
    "Instrument.decode": {"row": (SMALL.decode, ())},
    "Instrument.diagram": {"outcome": (SMALL.diagram, OUTCOME)},
    "Instrument.form": {"language": (SMALL.form, LANGUAGE)},
    "Instrument.to_form": {"languages": (SMALL.to_form, ("None",))},
    "Instrument.template": {"language": (SMALL.template, LANGUAGE)},
    "Instrument.to_html": {"language": (SMALL.to_html, LANGUAGE)},
    "Instrument.to_sql": {
        "dialect": (SMALL.to_sql, ()),
        "table": (lambda v: SMALL.to_sql(table=v), ("text",)),
        "keep": (lambda v: SMALL.to_sql(keep=v), EMPTY[:2]),
        "prefix": (lambda v: SMALL.to_sql(prefix=v), ("text", "empty text"))},
    "Result.explain": {
        "language": (lambda v: HELD.result.explain(v), LANGUAGE),
        "details": (lambda v: HELD.result.explain(details=v), FLAG)},
    "Result.why_at_least": {"outcome": (lambda v: HELD.result.why_at_least(v), OUTCOME)},
    "Result.why_at_most": {"outcome": (lambda v: HELD.result.why_at_most(v), OUTCOME)},
    "Result.next_questions": {"outcome": (lambda v: HELD.result.next_questions(v), OUTCOME)},
    "Result.changes": {
        "to": (lambda v: HELD.result.changes(v), ("level",)),
        "outcome": (lambda v: HELD.result.changes("low", v), OUTCOME)},
    "Result.what_if": {
        "changes": (lambda v: HELD.result.what_if(v), ("None", "mapping", "case", "table")),
        "answers": (lambda v: HELD.result.what_if(threats=v), ())},
    "Result.compare": {"other": (lambda v: HELD.result.compare(v), ("result",))},
    "Result.to_html": {
        "language": (lambda v: HELD.result.to_html(v), LANGUAGE),
        **{name: (lambda v, name=name: HELD.result.to_html(**{name: v}), ANY_TEXT)  # type: ignore[misc]
           for name in ("case", "as_of", "rater", "source", "notes")}},
    "Result.record": {
        **{name: (lambda v, name=name: recorded(**{name: v}), ("text", "nul")) for name in ("case", "rater")},  # type: ignore[misc]
        **{name: (lambda v, name=name: recorded(**{name: v}), ("None", "text", "empty text", "nul"))  # type: ignore[misc]
           for name in ("as_of", "owner", "source", "notes")},
        "id": (lambda v: recorded(id=v), ("None", "text", "nul")),
        "made_at": (lambda v: recorded(made_at=v), ()),
        "context": (lambda v: recorded(context=v), ("None",)),
        **{name: (lambda v, name=name: recorded(**{name: v}), ("None",)) for name in ("follows", "replaces")}},  # type: ignore[misc]
    "Record.judged": {
        **{name: (lambda v, name=name: concluded(**{name: v}), ()) for name in ("outcome", "at")},  # type: ignore[misc]
        "level": (lambda v: concluded(level=v), ("level",)),
        **{name: (lambda v, name=name: concluded(**{name: v}), ("text", "nul")) for name in ("because", "by")},  # type: ignore[misc]
        "shelf": (lambda v: concluded(shelf=v), SHELF)},
    "Record.explain": {
        "language": (lambda v: recorded().explain(v), LANGUAGE),
        "details": (lambda v: recorded().explain(details=v), FLAG),
        "shelf": (lambda v: recorded().explain(shelf=v), SHELF)},
    "Record.to_html": {
        "language": (lambda v: recorded().to_html(v), LANGUAGE),
        "shelf": (lambda v: recorded().to_html(shelf=v), SHELF)},
    "Replay.explain": {"language": (lambda v: recorded().replay().explain(v), LANGUAGE)},
    "History": {
        "records": (riskscreen.History, ()),
        "shelf": (lambda v: riskscreen.History([recorded()], v).timeline(), SHELF)},
    **{f"History.{name}": {
        "language": (lambda v, name=name: getattr(riskscreen.History([recorded()]), name)(v), LANGUAGE),  # type: ignore[misc]
        "today": (lambda v, name=name: getattr(riskscreen.History([recorded()]), name)(today=v), ("None",))}  # type: ignore[misc]
       for name in ("explain", "to_html")},
    "Record.replay": {"shelf": (lambda v: recorded().replay(v), SHELF)},
    "load": {"name": (riskscreen.load, ()), "version": (lambda v: riskscreen.load("sash-style", version=v), ("None",))},
    "read_record": {"source": (riskscreen.read_record, ())},
    "schema": {"name": (riskscreen.schema, ())},
    "testing.read_vectors": {
        "source": (lambda v: testing.read_vectors(v, SMALL), ()),
        "instrument": (lambda v: testing.read_vectors("{}", v), ())},
    "loads": {"source": (riskscreen.loads, ())},
    "read_records": {"path": (riskscreen.read_records, ())},
    "counts": {
        "records": (riskscreen.counts, ("list", "tuple", "mapping")),
        "by": (lambda v: riskscreen.counts([], v), ("list", "tuple", "mapping")),
        "today": (lambda v: riskscreen.counts([], today=v), ("None",)),
        "shelf": (lambda v: riskscreen.counts([recorded()], shelf=v), SHELF)},
    "read_answers": {
        "source": (riskscreen.read_answers, ()),
        "instrument": (lambda v: riskscreen.read_answers(ANSWERS_FILE, v, partial=True), ("None", "instrument")),
        "partial": (lambda v: riskscreen.read_answers(ANSWERS_FILE, SMALL, partial=v), FLAG)},
    **{f"testing.{name}": {
        "instrument": (lambda v, law=law: law(v, **SOME), INSTRUMENT),  # type: ignore[misc]
        "max_examples": (lambda v, law=law: law(SMALL, derandomize=True, max_examples=v), ("None", "5", "huge")),  # type: ignore[misc]
        "derandomize": (lambda v, law=law: law(SMALL, max_examples=1, derandomize=v), ("None", *FLAG)),  # type: ignore[misc]
        **({"except_items": (lambda v, law=law: law(SMALL, **SOME, except_items=v), NAMED_ITEMS)}  # type: ignore[misc]
           if "except_items" in inspect.signature(law).parameters else {}),
        **({"outcome": (lambda v, law=law: law(SMALL, **SOME, outcome=v), OUTCOME)}  # type: ignore[misc]
           if "outcome" in inspect.signature(law).parameters else {})}
       for name, law in LAWS.items()},
    **{f"testing.{strategy.__name__}": {
        "instrument": (strategy, INSTRUMENT),
        "known_only": (lambda v, s=strategy: s(SMALL, known_only=v), FLAG),  # type: ignore[misc]
        "evidence": (lambda v, s=strategy: s(SMALL, evidence=v), FLAG),  # type: ignore[misc]
        "sets": (lambda v, s=strategy: s(SMALL, sets=v), FLAG),  # type: ignore[misc]
        "most_completions": (lambda v, s=strategy: s(SMALL, most_completions=v), ("None", "5", "huge"))}  # type: ignore[misc]
       for strategy in (testing.answers, testing.partial_answers)},
    "testing.instruments": {
        **{name: (lambda v, name=name: testing.instruments(**{name: v}), ("5", "huge"))  # type: ignore[misc]
           for name in ("max_items", "max_scales", "max_outcomes")},
        "missing": (lambda v: testing.instruments(missing=v), FLAG)},
    **{f"research.{name}": {
        "levels": (lambda v, name=name: of_one_case(name, levels=v), ()),  # type: ignore[misc]
        "happened": (lambda v, name=name: of_one_case(name, happened=v),
                     ("list of None", "None") if name == "sweep" else ("list of None",)),  # type: ignore[misc]
        "ladder": (lambda v, name=name: of_one_case(name, ladder=v), ()),  # type: ignore[misc]
        "outcome": (lambda v, name=name: of_one_case(name, levels=RESULTS, ladder=None, outcome=v), OUTCOME),  # type: ignore[misc]
        **({"confidence": (lambda v, name=name: of_one_case(name, confidence=v), ())}  # type: ignore[misc]
           if name != "net_benefit" else {"thresholds": (lambda v: of_one_case("net_benefit", thresholds=v), EMPTY)}),
        **({"at": (lambda v, name=name: of_one_case(name, at=v), ())} if name in AT else {}),  # type: ignore[misc]
        **({"scale": (lambda v, name=name: of_one_case(name, scale=v), ("None",))} if name in ("auc", "sweep") else {})}  # type: ignore[misc]
       for name in ("accuracy", "auc", "net_benefit", "rates", "sweep")},
    "research.agreement": {
        "one": (lambda v: agreed(one=v), ()), "other": (lambda v: agreed(other=v), ()),
        "weights": (lambda v: agreed(weights=v), ()), "tied": (lambda v: agreed(tied=v), ("None", "mapping")),
        "ladder": (lambda v: agreed(ladder=v), ()),
        "outcome": (lambda v: agreed(one=RESULTS, other=RESULTS, ladder=None, outcome=v), OUTCOME),
        "confidence": (lambda v: agreed(confidence=v), ())},
    "research.items": {
        "instrument": (lambda v: research.items(v, [ABSENT]), INSTRUMENT),
        "cases": (lambda v: research.items(SMALL, v), ("list", "tuple", "cases", "table", "codes")),
        "outcome": (lambda v: research.items(SMALL, [ABSENT], outcome=v), OUTCOME),
        "confidence": (lambda v: research.items(SMALL, [ABSENT], confidence=v), ())},
    **{f"plot.{name}": places_of(name) for name in DRAWN if is_there(name)},
    "Accuracy.at_base_rate": {"base_rate": (lambda v: of_one_case("accuracy").at_base_rate(v), ())},
    **{f"research.{name}().explain": {"language": (lambda v, name=name: of_one_case(name).explain(v),  # type: ignore[misc]
                                                   ("None", *ANY_TEXT))}
       for name in ("accuracy", "auc", "net_benefit", "rates", "sweep")},
    "Level": {
        "rank_of": (lambda v: HELD.result.at_least.rank_of(v), ("level",)),
        **{name: (lambda v, name=name: getattr(HELD.result.at_least, name)(v), ("level",))  # type: ignore[misc]
           for name in ("__lt__", "__le__", "__gt__", "__ge__")}},
    "Outcome.level": {"name": (lambda v: SMALL.outcomes["concern"].level(v), ("level",))},
    "Text": {"language": (lambda v: SMALL.title[v], ())},
    "Named": {"name": (lambda v: SMALL.items[v], ())},
    "Answers.with_state": {"state": (lambda v: HELD.result.answers.with_state(v), ())},
    "Mutations.with_fate": {"fates": (lambda v: HELD.mutations.with_fate(v), ())},
    "ScoredCodes.case": {"row": (lambda v: HELD.scored.case(v), ("0",))},
    "ScoredCodes.summary": {"outcome": (lambda v: HELD.scored.summary(v), OUTCOME)},
    **{f"{name}.explain": {"language": (lambda v, told=told: told().explain(v), LANGUAGE)}  # type: ignore[misc]
       for name, told in {
           "Reasons": lambda: HELD.result.why_at_least(), "Changes": lambda: HELD.result.changes("low"),
           "Questions": lambda: HELD.result.next_questions(),
           "Comparison": lambda: HELD.result.compare(HELD.result)}.items()},
    **{f"{name}.explain": {"language": (lambda v, told=told: told().explain(v), ("None", *ANY_TEXT))}  # type: ignore[misc]
       for name, told in {
           "Analysis": SMALL.analyse, "FindingList": SMALL.check, "Mutations": lambda: HELD.mutations,
           "Difference": lambda: SMALL.compare(SMALL)}.items()},
    "Vector": {name: (lambda v, name=name: getattr(SMALL.vectors()[0], name)(v), ("None", *ANY_TEXT))  # type: ignore[misc]
               for name in ("because_in", "to_json")},
}
ANSWERS_FILE = '{"instrument": {"id": "doorstep-check", "version": "0.1.0"}, "answers": {}}'
PLACES = [pytest.param(Place(f"{call}({name})", *tried), id=f"{call}({name})")
          for call, places in TABLE_OF_CALLS.items() for name, tried in places.items()]


def outcome_of(place: Place, value: object) -> BaseException | None:
    """The error that a call ends in, None where it does not."""
    try:
        place.call((each for each in [5]) if inspect.isgenerator(value) else value)  # who goes through one ends it
    except (Exception, SystemExit) as error:
        return error
    return None


@pytest.mark.parametrize("place", PLACES)
def test_what_a_call_does_not_take_is_refused_with_our_own_error(place: Place) -> None:
    """No value of a wrong type is taken for another one, and none comes out as an error of somebody else."""
    told = {name: outcome_of(place, value) for name, value in VALUES.items() if name not in place.takes}

    foreign = {name: repr(error)[:200] for name, error in told.items() if not isinstance(error, allowed(place, name))}
    assert foreign == {}, "None: it was taken"


def allowed(place: Place, value: str) -> tuple[type[BaseException], ...]:
    """Errors that may come: ours, and that of the system for a file that is not there, which the docs promise."""
    may_be_missing = value == "path" and place.name in (
        "load(name)", "read_answers(source)", "read_record(source)", "read_records(path)", "Record.judged(shelf)",
        "Record.replay(shelf)", "History(shelf)", "Record.explain(shelf)", "Record.to_html(shelf)", "counts(shelf)")
    return (RiskscreenError, OSError) if may_be_missing else (RiskscreenError,)


@pytest.mark.parametrize("place", PLACES)
def test_errors_of_wrong_calls_read_well(place: Place) -> None:
    """Each has a text that can be shown and plain values for programs, whatever was given."""
    for name, value in VALUES.items():
        error = outcome_of(place, value) if name not in place.takes else None
        if isinstance(error, RiskscreenError):
            assert str(error).encode()
            assert error.to_dict()["problems"]


def public_calls() -> Mapping[str, list[str]]:
    """Every public callable that takes something, with the names of its parameters."""
    found = {f"plot.{name}": parameters_of(getattr(plot, name)) for name in plot.__all__ if is_there(name)}
    for kind in (Instrument, Result):
        for name, member in inspect.getmembers(kind, callable):
            if not name.startswith("_"):
                found[f"{kind.__name__}.{name}"] = parameters_of(member)
    for name in riskscreen.__all__:
        member = getattr(riskscreen, name)
        if inspect.isfunction(member):
            found[name] = parameters_of(member)
    for name in research.__all__:
        if inspect.isfunction(getattr(research, name)):
            found[f"research.{name}"] = parameters_of(getattr(research, name))
    for name in testing.__all__:
        found[f"testing.{name}"] = parameters_of(getattr(testing, name))
    return {name: parameters for name, parameters in found.items() if parameters}


def test_every_public_call_and_each_of_its_places_is_tried() -> None:
    """A new call, or a new parameter of one, needs its line in the table."""
    tried = {call: list(places) for call, places in TABLE_OF_CALLS.items()}

    assert {call: sorted(parameters) for call, parameters in public_calls().items()} == \
        {call: sorted(tried.get(call, [])) for call in public_calls()}


def test_table_tells_true_from_taken() -> None:
    """What a place takes, it takes: the table names no value that is refused."""
    places = [param.values[0] for param in PLACES]
    quick = [place for place in places if not place.name.startswith("testing.assert")]
    refused = {place.name: [name for name in place.takes if outcome_of(place, VALUES[name]) is not None]
               for place in quick}

    assert {name: values for name, values in refused.items() if values} == {}
