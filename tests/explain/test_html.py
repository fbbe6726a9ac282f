"""HTML views: harmless whatever they show, whole, and honest about what is not settled."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import generators
import riskscreen
from explain.reading_html import Node, read_html
from riskscreen import Instrument, Result, UsageError
from riskscreen.explain.blocks.case import Case
from riskscreen.explain.html.markup import element, escaped
from riskscreen.explain.html.parts import stylesheet
from riskscreen.explain.html.views import instrument_fragment, instrument_page, result_fragment, result_page
from riskscreen.explain.words.terms import Terms
from riskscreen.model.definition import Definition
from riskscreen.model.outcome import Level
from riskscreen.model.text import Text

DOORSTEP = json.loads((Path(__file__).parents[1] / "data" / "doorstep-check.json").read_text(encoding="utf-8"))
COMPLETE = {"former_partner": "no", "threats": "absent", "weapon": "absent"}
ABOUT = ("case", "as_of", "rater", "source", "notes")
CASES = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TAGS = {"html", "head", "meta", "title", "style", "body", "main", "section", "div", "span", "bdi", "p", "strong",
        "code", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "circle", "path"}
ATTRIBUTES = {"lang", "dir", "class", "role", "open", "scope", "colspan", "value", "charset", "name", "content",
              "http-equiv", "viewbox", "width", "height", "x", "y", "rx", "cx", "cy", "r", "d", "fill", "stroke",
              "stroke-width", "aria-hidden", "focusable"}
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")

# The catalogue of hostile texts, group F, by id.  F20 to F22 are no texts; they have tests of their own below.
HOSTILE = {
    "F1": "<script>alert(1)</script>",
    "F2": "\" onmouseover=\"alert(1)\" ' onfocus='alert(1)",
    "F3": "<a href=\"javascript:alert(1)\">javascript:alert(1)</a>",
    "F4": "</style><b>bold",
    "F5": "</script><script>alert(1)",
    "F6": "<!-- <![CDATA[ <?php",
    "F7": "one\u2028two",
    "F8": "\u202ewol\u202c",
    "F9": "\u2067\u202bnever closed",
    "F10": "Hi\u200bgh\ufeff",
    "F11": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "F12": "Z" + "\u0351\u0329\u0316" * 60,
    "F13": "x" * 10_000,
    "F14": "\x1b[2J\x9b2J",
    "F15": "\x1b]52;c;aGk=\x07\x1b]8;;file:///\x07",
    "F16": "High\rLow ",
    "F17": "High\nLevel of concern: Low",
    "F18": "{} {0.__class__} {level} %s %(level)s ${level}",
    "F19": "**High** [x](y) $x_1$ \\input{x} `x` &lt;b&gt; &#60;",
}


def doorstep(**changes: Any) -> Instrument:
    """The small instrument of the format's page, with other top-level parts."""
    return Instrument.from_dict(copy.deepcopy(DOORSTEP) | changes)


def scored(**answers: Any) -> Result:
    """The small instrument's result for these answers beside those of a quiet case."""
    return doorstep().score(COMPLETE | answers, partial=True)


def sash(**answers: Any) -> Result:
    """The stalking screen with nothing present but what is given."""
    instrument = riskscreen.load("sash-style")
    absent = {name: "absent" for name in instrument.items if name.startswith("s")}
    return instrument.score({"former_partner": "no"} | absent | answers)


def card(tree: Node) -> Node:
    """The part of a view that shows the result."""
    (found,) = tree.with_class("rs-card")
    return found


def steps(ladder: Node) -> list[tuple[str, str]]:
    """The levels on a ladder, each with what is said of it."""
    return [(step.with_class("rs-level")[0].text, step.with_class("rs-said")[0].text)
            for step in ladder.with_class("rs-step")]


def changed(part: Any, change: Callable[[str], str]) -> Any:
    """The same part of a definition or of a trace with every text in it changed, whatever a definition may hold."""
    if isinstance(part, Text):
        return Text.of({language: change(text) for language, text in part.by_language})
    if isinstance(part, tuple):
        return tuple(changed(entry, change) for entry in part)
    if attrs.has(type(part)):
        return attrs.evolve(part, **{field: changed(getattr(part, field), change) for field in part.__match_args__})
    return part


def hostile_views(change: Callable[[str], str]) -> dict[str, str]:
    """Every view of a case in which each text is changed: the instrument's, the rater's, and what names the case."""
    result = riskscreen.load("rihg-style").score({}, partial=True)
    definition: Definition = changed(result.instrument.definition, change)
    about = attrs.evolve(definition.about, licence=change("own"), contact=change("us"),
                         sources=tuple((key, change(said) if isinstance(said, str) else said)
                                       for key, said in definition.about.sources))
    definition = attrs.evolve(definition, about=about)
    trace = changed(result.trace, change)
    items = tuple(attrs.evolve(entry, because=change("seen"), source=change("letter")) for entry in trace.items)
    trace = attrs.evolve(trace, items=items)
    questions = changed(result.next_questions().questions, change)
    names = {name: change(name) for name in ABOUT}
    return {
        "result_page": result_page(definition, trace, (), questions, "en", digest="sha256:0", about=names),
        "result_fragment": result_fragment(definition, trace, (), questions, digest="sha256:0", about=names),
        "instrument_page": instrument_page(definition, "nl", digest="sha256:0"),
        "instrument_fragment": instrument_fragment(definition, digest="sha256:0"),
    }


# --- Harmless ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """No text adds an element, an attribute or a comment, whatever stands in it: the views are built as without it."""
    shape = {name: [(node.tag, sorted(node.attributes)) for node in read_html(view).all()]
             for name, view in hostile_views(lambda own: own + " more").items()}

    for name, view in hostile_views(lambda own: own + text).items():
        assert [(node.tag, sorted(node.attributes)) for node in read_html(view).all()] == shape[name]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown(text: str) -> None:
    """Every character can be seen: those that steer or hide are written out, the others stand as they are."""
    for view in hostile_views(lambda own: own + text).values():
        tree = read_html(view)

        assert " ".join(str(escaped(text)).split()) in str(escaped(tree.text))
        assert not STEERING.search(tree.text.replace("\n", ""))


@pytest.mark.parametrize("mark", ["\u05d0\u05d1", "\u202e"], ids=["right to left", "override"])
def test_every_text_is_isolated(mark: str) -> None:
    """A text that runs the other way never turns what stands around it: each stands in an isolating element."""
    shown = str(escaped(mark))
    for view in hostile_views(lambda own: own + mark).values():
        tree = read_html(view)

        assert shown in tree.text
        assert [text for text, node in tree.texts()
                if shown in text and not node.is_in("bdi") and not node.is_in("title")] == []


def test_unmarked_text_is_never_html() -> None:
    """What is not marked as HTML is escaped, also where it is HTML joined to something else."""
    bold = element("b", "1 < 2", title='"')

    assert bold == '<b title="&quot;">1 &lt; 2</b>'
    assert element("p", bold) == f"<p>{bold}</p>"
    assert element("p", bold + "!") == "<p>&lt;b title=&quot;&amp;quot;&quot;&gt;1 &amp;lt; 2&lt;/b&gt;!</p>"


@pytest.mark.parametrize("name", ["rihg-style", "sash-style", "stalking-red-flags"])
def test_nothing_runs_and_nothing_is_loaded(name: str) -> None:
    """Only elements and attributes that can do neither; no address, no import, and a policy that forbids both."""
    instrument = riskscreen.load(name)
    result = instrument.score({}, partial=True)

    for view in (result.to_html(), result._repr_html_(), instrument.to_html(), instrument._repr_html_()):
        tree = read_html(view)
        assert {node.tag for node in tree.all()} <= TAGS
        assert {attribute for node in tree.all() for attribute in node.attributes} <= ATTRIBUTES
        assert not re.search(r"url\(|@import|@font-face|expression\(|https?:|//", "".join(
            text for text, node in tree.texts() if node.tag == "style"))


def test_policy_lets_in_no_style_but_our_own() -> None:
    """The policy of a page names the digest of its one style sheet, and lets in nothing else, inline or loaded."""
    tree = read_html(scored().to_html())
    (policy,) = [node.attributes["content"] for node in tree.with_tag("meta")
                 if node.attributes.get("http-equiv") == "Content-Security-Policy"]
    (style,) = [text for text, node in tree.texts() if node.tag == "style"]

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_fragment_leaves_the_page_around_it_alone() -> None:
    """Every rule of its style is for what is in the frame; it is no page, has no ids and sets no page size."""
    rules = re.sub(r"/\*.*?\*/", "", stylesheet("hand") + stylesheet("view"), flags=re.DOTALL)
    selectors = [selector.strip() for selector in re.findall(r"([^{};]+)\{", rules)
                 if not selector.strip().startswith("@")]

    assert selectors
    assert [selector for selector in selectors if not selector.startswith(".riskscreen")] == []
    fragment = scored()._repr_html_()
    assert {node.tag for node in read_html(fragment).all()} & {"html", "body", "main", "title", "meta"} == set()
    assert "@page" not in fragment


def test_class_names_have_a_prefix() -> None:
    """No class of ours can meet a class of the page around it."""
    for view in (sash(s2="unknown")._repr_html_(), riskscreen.load("rihg-style")._repr_html_()):
        names = {name for node in read_html(view).all() for name in node.classes}
        assert {name for name in names if not name.startswith("rs-")} == {"riskscreen"}


# --- Whole ------------------------------------------------------------------------------------------------------------


@given(generators.cases(partial=True, evidence=True))
@CASES
def test_no_view_loses_a_rule_or_an_answer(case: tuple[Any, Any]) -> None:
    """Every item with its answer and its evidence, every scale, outcome and rule with its level stands in the page."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)
    language = result.instrument.languages[0]
    told = Case(Terms(result.instrument.definition, language), result.trace)

    tree = read_html(result.to_html(language))

    (table,) = tree.with_class("rs-answers")
    rows = [row.text for row in table.with_tag("tr") if not row.with_tag("thead") and "rs-group" not in row.classes][1:]
    assert len(rows) == len(result.instrument.items)
    for row, (name, entry) in zip(rows, told.answers.items(), strict=True):
        assert flat(f"{told.terms.item(name)}{told.terms.question(name) or ''}{told.answer(name)}") in row
        for text in (entry.because, entry.source):
            assert text is None or flat(text) in row
    n_rules = [len(rules.with_tag("tbody")[0].with_tag("tr")) for rules in tree.with_class("rs-rules")]
    assert n_rules == [len(outcome.rules) for outcome in result.instrument.outcomes.values()]
    missing = [line for line in (
        *(rule.because[language] for outcome in result.instrument.outcomes.values() for rule in outcome.rules
          if rule.because is not None),
        *(told.counted(scale) for scale in result.scales),
        *(told.stands(outcome) for outcome in result.trace.outcomes)) if flat(line) not in tree.text]
    assert missing == []


@given(generators.documents())
@CASES
def test_instrument_page_loses_nothing(document: dict[str, Any]) -> None:
    """Every text of the definition stands in the page of the instrument, but for options that no item uses."""
    instrument = Instrument.from_dict(document)
    language = instrument.languages[0]
    used = attrs.evolve(instrument.definition, response_scales=())

    text = read_html(instrument.to_html(language)).text

    assert [part[language] for part in all_texts(used) if flat(part[language]) not in text] == []


def all_texts(part: Any) -> list[Text]:
    """Every text in a part of a definition."""
    if isinstance(part, Text):
        return [part]
    if isinstance(part, tuple):
        return [text for entry in part for text in all_texts(entry)]
    if attrs.has(type(part)):
        return [text for field in part.__match_args__ for text in all_texts(getattr(part, field))]
    return []


def flat(text: str) -> str:
    """The text as it is shown, with each run of white space as one space."""
    return read_html(element("p", text)).text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_view_is_in_one_language(language: str) -> None:
    """The page says its language, and no word of another one stands in it."""
    result = riskscreen.load("sash-style").score({"s2": "present", "s3": "unknown"}, partial=True)
    other = {"en": "Waarom", "nl": "Why"}[language]

    tree = read_html(result.to_html(language))

    assert tree.with_tag("html")[0].attributes["lang"] == language
    assert {"en": "Why at least", "nl": "Waarom minstens"}[language] in tree.text
    assert other not in tree.text


def test_words_of_another_language_are_marked() -> None:
    """Where riskscreen lacks words in a language it says so, and a screen reader is told which text is in which."""
    document = json.loads(json.dumps(DOORSTEP).replace('"nl":', '"ar":'))

    tree = read_html(Instrument.from_dict(document).score(COMPLETE).to_html("ar"))

    assert (tree.with_tag("html")[0].attributes["lang"], tree.with_tag("html")[0].attributes["dir"]) == ("en", "ltr")
    assert "riskscreen does not have all its words in ar yet" in tree.text
    (name,) = tree.with_class("rs-name")
    assert [node.attributes for node in name.all()] == [{"lang": "ar"}]


def test_unknown_language_is_refused() -> None:
    """A language that the instrument does not have is an error that names those it has."""
    with pytest.raises(UsageError, match="en, nl"):
        scored().to_html("de")
    with pytest.raises(UsageError, match="en, nl"):
        doorstep().to_html("de")


def test_page_says_of_which_case_it_is() -> None:
    """A pseudonym, the moment, the rater and the source stand at the head, each with its name, where they are given."""
    page = scored().to_html("en", case="pseudonym-7", as_of="at the report", rater="team 3", source="report")
    tree = read_html(page)

    (facts,) = tree.with_class("rs-facts")
    assert facts.text == "Case pseudonym-7 As of at the report Rater team 3 Source report"
    assert read_html(scored().to_html("en")).with_class("rs-facts") == []


def test_page_of_an_answers_file_is_of_its_case() -> None:
    """What the file says of the case stands at the head, unless another is given; a what-if is of no case."""
    said = {"case": "pseudonym-7", "as_of": "at the report", "rater": "team 3", "source": "report",
            "notes": "By telephone."}
    text = json.dumps({"instrument": {"id": "doorstep-check", "version": "0.1.0"}, **said, "answers": COMPLETE})
    result = doorstep().score(riskscreen.read_answers(text))

    heads = [read_html(view).with_class("rs-facts")[0].text
             for view in (result.to_html("en"), result.to_html("nl", rater="team 4"), result._repr_html_())]

    assert heads == [
        "Case pseudonym-7 As of at the report Rater team 3 Source report Notes By telephone.",
        "Zaak pseudonym-7 Moment at the report Beoordelaar team 4 Bron report Notities By telephone.",
        "Case pseudonym-7 As of at the report Rater team 3 Source report Notes By telephone."]
    assert result == doorstep().score(COMPLETE)
    assert "pseudonym-7" not in result.what_if(weapon="present").to_html()


def test_answers_file_for_another_instrument_is_not_scored() -> None:
    """An answers file says which instrument and version it is for, and another one refuses it."""
    text = json.dumps({"instrument": {"id": "doorstep-check", "version": "9.9.9"}, "answers": COMPLETE})

    with pytest.raises(riskscreen.AnswersError) as caught:
        doorstep().score(riskscreen.read_answers(text))

    assert [problem.code for problem in caught.value.problems] == ["A-other-version"]


def test_page_names_what_it_was_made_with() -> None:
    """Version and fingerprint of the definition let anybody check the page later."""
    result = scored()

    (foot,) = read_html(result.to_html()).with_class("rs-foot")

    assert result.instrument.digest in foot.text
    assert riskscreen.__version__ in foot.text


# --- Honest -----------------------------------------------------------------------------------------------------------


def test_settled_level_stands_by_word_shape_and_place() -> None:
    """The level is told three ways: its word, how many bars are filled, and its place among all levels."""
    verdict = card(read_html(scored(threats="present").to_html("en")))

    (word,) = verdict.with_class("rs-verdict")
    assert word.text == "Medium"
    (found,) = verdict.with_class("rs-is")
    assert [bar.attributes["fill"] for bar in found.with_tag("rect")] == ["currentColor", "currentColor", "none"]
    assert steps(verdict) == [("Low", "ruled out"), ("Medium", "this level"), ("High", "ruled out")]


def test_open_level_is_shown_from_and_to() -> None:
    """While it is not settled, the levels that are possible stand on the ladder, and none of them as the level."""
    verdict = card(read_html(scored(threats="present", weapon="unknown").to_html("en")))

    (word,) = verdict.with_class("rs-verdict")
    assert word.text == "not settled: Medium or High"
    assert steps(verdict) == [("Low", "ruled out"), ("Medium", "possible"), ("High", "possible")]


@given(generators.cases(partial=True))
@CASES
def test_unsettled_outcome_never_stands_with_one_level(case: tuple[Any, Any]) -> None:
    """Where open answers leave more than one level, no level is the word of the result, its colour, or *this level*."""
    document, answers = case
    result = Instrument.from_dict(document).score(answers, partial=True)

    tree = read_html(result._repr_html_())

    for shown, outcome in zip(outcome_views(tree, result), result.trace.outcomes, strict=True):
        is_settled = outcome.at_least == outcome.at_most
        found, possible = shown.with_class("rs-is"), shown.with_class("rs-may")
        assert (len(found), len(possible)) == \
            ((1, 0) if is_settled else (0, len(result.outcomes[outcome.outcome].possible)))
    verdict = card(tree)
    (word,) = verdict.with_class("rs-verdict")
    if not result.determined:
        assert word.text not in {flat(label) for level in levels_of(result) for _, label in level.label.by_language}
        assert not word.with_tag("svg")
        assert not (verdict.classes | word.classes) & {"rs-low", "rs-mid", "rs-top"}


def levels_of(result: Result) -> tuple[Level, ...]:
    """The levels of the outcome that is the result."""
    definition = result.instrument.definition
    return result.instrument.outcomes[definition.result].levels


def outcome_views(tree: Node, result: Result) -> list[Node]:
    """What shows each outcome, in the order of the definition."""
    others = [entry for shown in tree.with_class("rs-others") for entry in shown.content if isinstance(entry, Node)]
    place = [outcome.outcome for outcome in result.trace.outcomes].index(result.instrument.definition.result)
    return [*others[:place], card(tree), *others[place:]]


@pytest.mark.parametrize("status", ["synthetic", "draft", "research", "validated"])
def test_what_it_is_not_for_stands_in_every_view(status: str) -> None:
    """The sentence of not_for is there, and nobody has to open anything to read it, unless it is validated."""
    instrument = doorstep(about=DOORSTEP["about"] | {"status": status})
    result = instrument.score(COMPLETE)

    for view in (result.to_html("en"), result._repr_html_()):
        shown = [text for text, node in read_html(view).texts()
                 if text == "Decisions about people." and not node.is_in("details")]
        assert bool(shown) == (status != "validated")
    for view in (instrument.to_html("en"), instrument._repr_html_()):
        assert "Decisions about people." in read_html(view).text


def test_every_view_of_a_result_says_that_it_is_no_decision() -> None:
    """The sentence stands where nobody has to open anything, with what the instrument is not for."""
    for result in (scored(), scored(weapon="unknown")):
        (limits,) = read_html(result._repr_html_()).with_class("rs-limits")

        assert "This result is information for a professional, not a decision." in limits.text
        assert not limits.is_in("details")


def test_views_say_the_same_twice() -> None:
    """The same result gives the same bytes."""
    assert scored(threats="present").to_html() == scored(threats="present").to_html()


def test_swapped_labels_do_not_swap_what_is_counted() -> None:
    """F20: where a translation swaps two labels, rank and number still tell: nothing is read off a word."""
    document = copy.deepcopy(DOORSTEP)
    low, _, high = document["outcomes"][0]["levels"]
    low["label"]["nl"], high["label"]["nl"] = high["label"]["nl"], low["label"]["nl"]

    verdict = card(read_html(Instrument.from_dict(document).score(COMPLETE).to_html("nl")))

    assert [bar.attributes["fill"] for bar in verdict.with_class("rs-is")[0].with_tag("rect")] == \
        ["currentColor", "none", "none"]
    assert steps(verdict)[0] == ("Hoog", "dit niveau")


def test_missing_translation_of_a_level_never_reaches_a_view() -> None:
    """F21: a definition that lacks the text of a level in one of its languages is refused."""
    document = copy.deepcopy(DOORSTEP)
    del document["outcomes"][0]["levels"][1]["label"]["nl"]

    with pytest.raises(riskscreen.InstrumentError) as caught:
        Instrument.from_dict(document)

    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == \
        [("D-language-missing", "/outcomes/0/levels/1/label")]


def test_equal_labels_can_be_told_apart() -> None:
    """F22: levels with one label differ in their bars, and answers with one label show their id."""
    document = copy.deepcopy(DOORSTEP)
    document["outcomes"][0]["levels"][2]["label"]["en"] = "Medium"
    document["response_scales"]["presence"]["options"][1]["label"]["en"] = "Absent"
    result = Instrument.from_dict(document).score(COMPLETE | {"threats": "present", "weapon": "present"})

    tree = read_html(result.to_html("en"))

    assert steps(card(tree)) == [("Low", "ruled out"), ("Medium", "ruled out"), ("Medium", "this level")]
    assert "Threats Absent (present)" in tree.with_class("rs-answers")[0].text.replace("ThreatsA", "Threats A")


def test_templates_do_not_escape_twice() -> None:
    """Templates ask a text for its HTML; what is HTML already gives itself, and plain text is escaped by them."""
    result = riskscreen.load("stalking-red-flags").score({}, partial=True)

    for shown in (result.to_html(), result._repr_html_(), result.instrument.to_html()):
        assert "<p" in shown
        assert as_in_a_template(shown) == shown
    assert as_in_a_template(result.explain() + "<p>") != result.explain() + "<p>"


def as_in_a_template(value: object) -> str:
    """What Jinja, Django and others write for a value where they escape, by the protocol that they share."""
    of_html = getattr(value, "__html__", None)
    return str(escape(str(value)) if of_html is None else of_html())
