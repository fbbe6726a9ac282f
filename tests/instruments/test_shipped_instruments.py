"""One battery for every instrument that comes with riskscreen."""

import json
import re
import unicodedata
from decimal import Decimal
from typing import Any

import pytest

import riskscreen
from docs.pages import ROOT
from oracle import naive
from riskscreen.catalogue import packaged_file, packaged_names

pytest_plugins = ("pytester",)
NAMES = packaged_names()
MOST_OPEN = 6  # the oracle lists every completion: 729 for six three-way items


def vectors_with_few_open() -> list[Any]:
    """The vectors of every instrument that the oracle can try, named after both."""
    every = [(name, vector) for name in NAMES for vector in _read(name, "vectors.json")["vectors"]]
    return [pytest.param(name, vector, id=f"{name}-{vector['id']}")
            for name, vector in every if _n_open(name, vector) <= MOST_OPEN]


def _n_open(name: str, vector: dict[str, Any]) -> int:
    items = naive.items_of(_read(name, "instrument.json"))
    return sum(naive.is_open(vector["answers"], item["id"]) for _, item in items)


def _read(name: str, file: str) -> dict[str, Any]:
    source = packaged_file("instruments", name, file)
    assert source is not None
    document: dict[str, Any] = json.loads(source, parse_float=Decimal)
    return document


def _ends(expected: object) -> tuple[object, object]:
    return (expected[0], expected[1]) if isinstance(expected, list) else (expected, expected)


def test_the_readme_names_the_installed_instruments() -> None:
    """A newcomer finds every instrument that is installed in the table of the README, and no other."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[`([a-z-]+)`\]\(instruments/\1/SOURCE\.md\) \|", readme, re.MULTILINE)

    assert sorted(rows) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_definition_passes_every_check(name: str) -> None:
    """Installed definitions are linked without checks at run time, so the checks run here."""
    source = packaged_file("instruments", name, "instrument.json")
    assert source is not None

    instrument = riskscreen.loads(source)

    assert instrument == riskscreen.load(name)
    assert instrument.id == name
    assert instrument.about.status == "research"
    assert set(instrument.languages) == {"en", "nl"}


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_in_composed_form(name: str) -> None:
    """The quick way in does not normalise, so shipped texts are normalised already."""
    source = packaged_file("instruments", name, "instrument.json")
    assert source is not None

    assert unicodedata.is_normalized("NFC", source.decode())


@pytest.mark.parametrize("name", NAMES)
def test_every_item_and_rule_has_its_words(name: str) -> None:
    """Items have guidance and sources, rules a reason, and levels of the result a follow-up."""
    instrument = riskscreen.load(name)

    for item in instrument.items.values():
        assert item.guidance is not None or item.option_guidance, item.id
        assert item.sources, item.id
    for outcome in instrument.outcomes.values():
        assert all(rule.because is not None for rule in outcome.rules), outcome.id
    assert all(level.follow_up for level in instrument.outcomes[instrument.definition.result].levels)


@pytest.mark.parametrize("name", NAMES)
def test_only_citations_are_the_same_in_every_language(name: str) -> None:
    """A reader of Dutch reads no English about sources and credits; an author's work keeps its title."""
    about = riskscreen.load(name).about

    assert [key for key, said in about.sources if isinstance(said, str) and not re.search(r"-(19|20)\d\d$", key)] == []
    assert [tag for tag, said in about.languages if isinstance(said, str)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_when_to_choose_which_answer_is_data(name: str, language: str) -> None:
    """No guidance of an item says *Low if ...*: that stands with the answer, where a form can show it."""
    for item in riskscreen.load(name).items.values():
        unknown = {"en": "Unknown", "nl": "Onbekend"}[language]
        labels = [*(option.label[language] for option in item.response.options), unknown]
        said = [] if item.guidance is None else re.split(r"(?<=[.?;]) ", item.guidance[language])
        assert [each for each in said if each.startswith(tuple(f"{label} {of}" for label in labels
                                                             for of in ("if", "als", "for", "bij")))] == [], item.id
        assert all(text[language][0].isupper() and text[language][-1] in ".?" for _, text in item.option_guidance)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"always-do", "stalking-steps"}))
def test_every_option_says_when_to_choose_it(name: str) -> None:
    """Whoever rates a signal, a factor or a risk reads beside each option when it is the one."""
    for item in riskscreen.load(name).items.values():
        assert {option.id for option in item.response.options} <= dict(item.option_guidance).keys(), item.id


@pytest.mark.parametrize("name", NAMES)
def test_every_result_says_what_to_do_while_it_is_open(name: str) -> None:
    """With nothing answered a reader hears that safety comes first, and what to ask, in text and page."""
    instrument = riskscreen.load(name)
    result = instrument.score({}, partial=True)

    assert not result.determined
    for language, first, ask in (("en", "safety comes first", "Ask "), ("nl", "gaat veiligheid voor", "Vraag ")):
        said = [text[language] for text in result.when_open]
        assert first in said[0]
        assert any(text.startswith(ask) for text in said)
        text = " ".join(word for line in result.explain(language).splitlines() for word in line.split() if word != "-")
        assert [each for each in said if each not in text] == []


def test_which_of_the_results_are_routes() -> None:
    """Two results are alternatives, one has steps that add up; all else is more or less of one thing."""
    results = {name: instrument.outcomes[instrument.definition.result]
               for name, instrument in ((name, riskscreen.load(name)) for name in NAMES)}

    assert {name for name, outcome in results.items() if outcome.kind == "route"} == \
        {"contact-arrangements", "stalking-steps"}
    assert {name for name, outcome in results.items() if outcome.follow_ups == "cumulative"} == {"stalking-red-flags"}


def test_steps_that_add_up_stand_once() -> None:
    """Each step of the red flags stands at the lowest level that asks for it, and every higher level asks for it."""
    flags = riskscreen.load("stalking-red-flags")
    levels = flags.outcomes["urgency"].levels
    steps = [step for level in levels for step in level.follow_up]

    assert len(set(steps)) == len(steps) == 3
    high = flags.score(dict.fromkeys(flags.items, "present"))
    assert high.follow_up == tuple(reversed(steps))
    assert high.next_instruments == ("sash-style",)


def test_which_screen_leads_to_every_other_instrument() -> None:
    """Whoever begins there hears of all that is installed, in each language, in the next steps of some outcome."""
    instrument = riskscreen.load("which-screen")
    steps = [step for outcome in instrument.outcomes.values() for level in outcome.levels for step in level.follow_up]

    for language in instrument.languages:
        named = set(re.findall(r"[a-z]+(?:-[a-z]+)+", " ".join(step[language] for step in steps)))
        assert set(NAMES) - {"which-screen"} <= named, language


@pytest.mark.parametrize("answers", [
    {}, {"stalking_suspected": "yes"}, {"violence": "yes", "former_partner": "yes"}, {"crime_reported": "yes"},
    {"house_ban_considered": "yes", "live_together": "yes"}, {"violence": "yes", "parent_and_child": "yes"},
], ids=str)
def test_which_screen_sends_nobody_where_the_answers_rule_it_out(answers: dict[str, str]) -> None:
    """An instrument is named in the steps of an outcome only at a level at which it comes next."""
    instrument = riskscreen.load("which-screen")
    given = {item: answers.get(item, "no") for item in instrument.items if item != "contact_unsafe"}

    result = instrument.score(given)

    steps = [step["en"] for name, outcome in result.outcomes.items() if (level := outcome.level)
             for known in instrument.outcomes[name].levels if known.id == level.id for step in known.follow_up]
    named = set(re.findall(r"[a-z]+(?:-[a-z]+)+", " ".join(steps))) & set(NAMES)
    assert named == set(result.next_instruments)


def test_which_screen_says_plainly_when_no_screen_fits() -> None:
    """None of the screens is made for violence of parents to children, or of children to parents."""
    instrument = riskscreen.load("which-screen")
    given = {item: "no" for item in instrument.items if item != "contact_unsafe"} | {
        "violence": "yes", "parent_and_child": "yes"}

    assert instrument.score(given).level == "none_fits"
    assert instrument.score(given | {"parent_and_child": "unknown"}).at_most == "none_fits"
    reported = instrument.score(given | {"crime_reported": "yes"})
    assert (reported.level, reported.outcomes["parents_and_children"].level) == ("screen", "no_screen_fits")


RETIRED = {"contact-arrangements": ("frequency",), "consultation-criteria": ("prosecution",),
           "stalking-steps": ("plan_made",), "stalking-red-flags": ("flags",)}


@pytest.mark.parametrize(("name", "retired"), [(name, each) for name, all_of in RETIRED.items() for each in all_of])
def test_retired_ids_are_listed_and_not_used_again(name: str, retired: str) -> None:
    """A question or number that got another meaning got another id; answers with the old one are refused by name."""
    instrument = riskscreen.load(name)
    versions = (ROOT / "instruments" / name / "SOURCE.md").read_text(encoding="utf-8").partition("## Versions")[2]

    assert f"`{retired}`" in versions.partition("\n## ")[0]
    assert "retired" in versions.partition("\n## ")[0]
    assert retired not in {*instrument.items, *instrument.scales, *instrument.outcomes}


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_accepted_with_a_reason(name: str) -> None:
    """Nothing that we ship makes no sense, or the file says why it is kept; vectors try every rule and cut-off."""
    found = riskscreen.load(name).check(_read(name, "vectors.json")["vectors"])

    assert [str(finding) for finding in found if finding.accepted is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_enough_vectors(name: str) -> None:
    """At least twenty answer sets stand beside each instrument, each with a reason and what every outcome must be."""
    found = _read(name, "vectors.json")

    assert found["instrument"] == {"id": name, "version": riskscreen.load(name).version}
    assert len(found["vectors"]) >= 20
    assert all(vector["because"] for vector in found["vectors"])
    assert all(set(vector["outcomes"]) == set(riskscreen.load(name).outcomes) for vector in found["vectors"])


@pytest.mark.parametrize(("name", "vector"), vectors_with_few_open())
def test_vector_expects_what_the_oracle_finds(name: str, vector: dict[str, Any]) -> None:
    """The oracle gives what a person worked out; that the engine does too is what pytest runs the vectors for."""
    expected = {outcome: _ends(level) for outcome, level in vector["outcomes"].items()}

    assert naive.bounds(_read(name, "instrument.json"), vector["answers"])["outcomes"] == expected


def test_pytest_runs_every_vector(pytester: pytest.Pytester) -> None:
    """The vectors are tests of every run, so none may get lost on the way."""
    folder, configuration = ROOT / "instruments", ROOT / "pyproject.toml"

    ended = pytester.runpytest("-c", configuration, "--collect-only", "-q", folder)

    assert sum("vectors.json::" in line for line in ended.outlines) == sum(
        len(_read(name, "vectors.json")["vectors"]) for name in NAMES)
