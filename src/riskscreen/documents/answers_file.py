"""The answers of one case in a file: JSON with the instrument they are for, the case, its moment and its source.

A result as we write it is such a file too: its answers are scored again, and what was found then is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from riskscreen._json.places import locate
from riskscreen._json.reading import parse
from riskscreen._json.values import JsonValue
from riskscreen._json.writing import digest, write_pretty
from riskscreen.answers.check import check_answers
from riskscreen.cell import Cell
from riskscreen.definition.write import document_of
from riskscreen.documents.frozen_json import frozen_object, plain_json
from riskscreen.documents.problems import problems_in
from riskscreen.documents.schema import schema_of
from riskscreen.engine.applying import applies_in
from riskscreen.errors import MOST_PROBLEMS, AnswersError, Problem, describe, near_names
from riskscreen.model.definition import Definition
from riskscreen.version import ANSWERS, RESULT

MOST_BYTES = 1 << 20
MOST_BYTES_OF_RESULT = 1 << 22  # a trace is longer than the answers that it is of

_TEXTS = ("case", "as_of", "source", "notes", "rater")
_MAKES_A_RESULT = ("result", "outcomes")
_FORMATS = (ANSWERS, RESULT)
_WRITTEN_BEFORE = ("engine",)  # by versions whose results had no format
_OF_INSTRUMENT = ("id", "version")
_DIGEST = "digest"
_CONTEXT = "context"


@attrs.frozen(repr=False)
class AnswersFile(Cell):
    """What an answers file says.

    ``case`` is a pseudonym and ``as_of`` a date, or a moment in words; riskscreen never interprets them.
    ``digest`` is that of the definition that the answers were given to, where the file says it, as a result does.
    ``context`` holds circumstances of the case that are kept and shown, and never scored.
    """

    instrument: str
    version: str
    answers: Mapping[str, object]
    case: str | None = None
    as_of: str | None = None
    source: str | None = None
    notes: str | None = None
    rater: str | None = None
    digest: str | None = None
    context: Mapping[str, object] | None = None


def read_answers_file(source: bytes | str, definition: Definition | None = None, *,
                      partial: bool = False) -> AnswersFile:
    """What this answers file says, or one error with every problem in it.

    Without a *definition* only the form of the file is checked.  With one, the file must be for that instrument and
    that version, with that digest where it says one, and its answers must fit: what comes back can be scored, as
    *partial* as it was read.

    Raises:
        AnswersError: With every problem, in the order of the text, each with line and column.
    """
    document = parse(source, most_bytes=_most_bytes(source), raises=AnswersError)
    problems = [*_form_problems(document, definition)]
    n_more = 0
    if isinstance(document, dict) and definition is not None and _says_what_it_is(document):
        others = [*_other_instrument(document.get("instrument"), definition)]
        problems += others
        if not others:
            named = document.get("instrument")
            version = named.get("version") if isinstance(named, dict) else None
            found, n_more = _answer_problems(document.get("answers"), definition,
                                             partial=partial or is_of_earlier(version, definition))
            problems += found
    if problems:
        raise _refusal(source, problems, n_more)
    return _file_of(cast("dict[str, Any]", document))


def answers_in(file: AnswersFile, definition: Definition) -> Mapping[str, object]:
    """The answers that a file gives to this instrument.

    Raises:
        AnswersError: If the file is for another instrument, version or definition.
    """
    named: JsonValue = {"id": file.instrument, "version": file.version, _DIGEST: file.digest}
    problems = [*_other_instrument(named, definition)]
    if problems:
        raise AnswersError(problems, about="The answers file")
    return file.answers


def is_of_earlier(version: object, definition: Definition) -> bool:
    """Whether answers are to an earlier version that the definition takes; items that are new are then unanswered."""
    return version in definition.reads


def _most_bytes(source: bytes | str) -> int:
    """How large the text may be: a result, which says so, may be larger than answers alone."""
    mark = f'"{_MAKES_A_RESULT[-1]}"'
    is_result = mark.encode() in source if isinstance(source, bytes) else mark in source
    return MOST_BYTES_OF_RESULT if is_result else MOST_BYTES


def write_answers_file(file: AnswersFile) -> str:
    """The text of an answers file, for people to read and for `read_answers_file`, which gives an equal one."""
    texts = {name: getattr(file, name) for name in _TEXTS if getattr(file, name) is not None}
    named: JsonValue = {"id": file.instrument, "version": file.version,
                        **({} if file.digest is None else {_DIGEST: file.digest})}
    kept = {} if file.context is None else {_CONTEXT: plain_json(file.context)}
    return write_pretty({"format": ANSWERS, "instrument": named, **texts, **kept,
                         "answers": plain_json(file.answers)})


def _form_problems(document: JsonValue, definition: Definition | None) -> Iterator[Problem]:
    """What is wrong with the file; with a *definition* the answers in it are left for that to judge."""
    if not isinstance(document, dict):
        yield Problem("A-not-a-mapping", "", "An answers file is a JSON object.", found=describe(document),
                      expected="an object with 'instrument' and 'answers'")
    elif document.get("format", ANSWERS) not in _FORMATS:
        yield Problem("A-unknown-format", "/format", "This version of riskscreen does not know this format.",
                      found=describe(document["format"]), expected=" or ".join(map(describe, _FORMATS)))
    elif _is_bare(document):
        yield Problem("A-no-instrument", "", "This does not say which instrument it is for. If these are answers, put "
                      'them under "answers", and "instrument" beside it.', expected=_example(definition))
    else:
        answers = document.get("answers", {})
        if not isinstance(answers, dict):
            yield Problem("A-not-a-mapping", "/answers", "Answers are a mapping of item id to answer.",
                          found=describe(answers))
        elsewhere: dict[str, JsonValue] = {} if definition is None and isinstance(answers, dict) else {"answers": {}}
        looked_at = {**document, **elsewhere} if "answers" in document else document
        yield from problems_in(_without_findings(looked_at), "answers", family="answers")


def _without_findings(document: dict[str, JsonValue]) -> JsonValue:
    """The document as the answers file that it is, without what a result says beside it, which is found again."""
    if not _is_result(document):
        return document
    found = {*schema_of("result")["properties"], *_WRITTEN_BEFORE} - set(schema_of("answers")["properties"]) \
        | ({"format"} if document.get("format") == RESULT else set())
    return {name: part for name, part in document.items() if name not in found}


def _is_result(document: Mapping[str, JsonValue]) -> bool:
    """Whether it says so, or looks like one of before results said so."""
    return document.get("format") == RESULT or all(name in document for name in _MAKES_A_RESULT)


def _example(definition: Definition | None) -> str:
    """The form of an answers file in one line."""
    named, version = (definition.id, definition.version) if definition else ("...", "...")
    return f'{{"instrument": {{"id": "{named}", "version": "{version}"}}, "answers": {{...}}}}'


def _says_what_it_is(document: Mapping[str, JsonValue]) -> bool:
    """Whether the rest of it can be understood."""
    return document.get("format", ANSWERS) in _FORMATS and not _is_bare(document)


def _is_bare(document: Mapping[str, JsonValue]) -> bool:
    """Whether the object has nothing of an answers file; most likely it is the answers alone."""
    return "instrument" not in document and "answers" not in document


def _other_instrument(instrument: JsonValue, definition: Definition) -> Iterator[Problem]:
    named, version, content = (instrument.get(name) for name in (*_OF_INSTRUMENT, _DIGEST)) \
        if isinstance(instrument, dict) else (None, None, None)
    if isinstance(named, str) and named != definition.id:
        yield Problem("A-other-instrument", "/instrument/id",
                      "These answers are for another instrument. Score them with that one, or answer this one.",
                      found=describe(named), expected=describe(definition.id),
                      suggestions=near_names(named, [definition.id]))
    elif is_of_earlier(version, definition):
        return
    elif isinstance(version, str) and version != definition.version:
        yield Problem("A-other-version", "/instrument/version",
                      "These answers are for another version of the instrument. Check that each of them still means "
                      "the same, then write this version in the file.",
                      found=describe(version), expected=describe(definition.version))
    elif isinstance(content, str) and content != (own := digest(document_of(definition))):
        yield Problem("A-other-content", "/instrument/digest",
                      "These answers are for another definition with the same id and version. Score them with the one "
                      "of that digest.", found=describe(content), expected=describe(own))


def _answer_problems(answers: JsonValue, definition: Definition, *, partial: bool) -> tuple[tuple[Problem, ...], int]:
    """The problems of the answers themselves, and how many more there are than an error holds."""
    if not isinstance(answers, dict):
        return (), 0
    try:
        check_answers(definition, answers, applies_in(definition), partial=partial)
    except AnswersError as error:
        return error.problems, error.n_problems - len(error.problems)
    return (), 0


def _refusal(source: bytes | str, problems: list[Problem], n_more: int) -> AnswersError:
    """All problems with their places, in the order of the text; *n_more* of them are only counted."""
    shown = problems[:MOST_PROBLEMS]
    places = locate(source, {problem.pointer for problem in shown})
    placed = [problem.at(*places[problem.pointer]) for problem in shown]
    placed.sort(key=lambda problem: (problem.line, problem.column))
    return AnswersError(placed + placed[-1:] * (len(problems) - len(shown) + n_more), about="The answers file")


def _file_of(document: dict[str, Any]) -> AnswersFile:
    """The value of a document that has no problems."""
    return AnswersFile(document["instrument"]["id"], document["instrument"]["version"],
                       frozen_object("item", document["answers"]),
                       **{name: document[name] for name in _TEXTS if name in document},
                       digest=document["instrument"].get(_DIGEST),
                       context=frozen_object("property", document[_CONTEXT]) if _CONTEXT in document else None)
