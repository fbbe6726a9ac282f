"""For each error code, an input that gives it: what the examples of the reference are checked against."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import openpyxl
import pytest

import riskscreen
from docs.pages import DOORSTEP
from riskscreen import History, Instrument
from riskscreen.batch.rows.names import check_columns
from riskscreen.documents.answers_file import read_answers_file
from riskscreen.errors import needing
from riskscreen.records.judgement import with_digest
from riskscreen.records.kept import digest_of
from riskscreen.research import accuracy, agreement, auc, net_benefit, sweep
from riskscreen.store import RecordStore, migrations
from riskscreen.version import SCORING

BOTH = {"en": "More", "nl": "Meer"}
LADDER = ("low", "medium", "high")


@attrs.frozen
class Setting:
    """What a provocation may use: a folder of its own, and a way to run the command line and hear what it says."""

    folder: Path
    command: Callable[..., str]


Provocation = Callable[[Setting], object]


def document() -> dict[str, Any]:
    """The small definition of the format's page."""
    found: dict[str, Any] = json.loads(DOORSTEP.read_text(encoding="utf-8"))
    return found


def longer() -> Instrument:
    """The small instrument with a number, a text, and an item that everyone can tell and that has an indicator."""
    found = document()
    options = [{"id": "no", "label": BOTH}, {"id": "yes", "label": BOTH}]
    found["sections"].append({"id": "more", "title": BOTH, "items": [
        {"id": "days", "text": BOTH, "response": {"integer": {"min": 0, "max": 300}}},
        {"id": "remarks", "text": BOTH, "response": {"text": {"max_length": 20}}},
        {"id": "hurt", "text": BOTH, "response": {"options": options, "unknown": False},
         "indicators": [{"id": "fracture", "text": BOTH}]}]})
    return Instrument.from_dict(found)


def text(source: str | bytes) -> Provocation:
    """Load this text as a definition."""
    return lambda _: riskscreen.loads(source)


def changed(change: Callable[[Any], object]) -> Provocation:
    """Load the small definition with a change."""

    def load_it(_: Setting) -> Instrument:
        found = document()
        change(found)
        return Instrument.from_dict(found)

    return load_it


def at(pointer: str, value: object) -> Provocation:
    """Load the small definition with a value put into one place; a list takes it at its end, for ``-``."""

    return changed(lambda found: put(found, pointer, value))


def put(found: Any, pointer: str, value: object) -> None:
    """Put a value into one place of a document."""
    *parents, last = pointer.split("/")[1:]
    for part in parents:
        found = found[int(part)] if isinstance(found, list) else found[part]
    if last == "-":
        found.append(value)
    else:
        found[int(last) if isinstance(found, list) else last] = value


def answered(**answers: object) -> Provocation:
    """Score a case with these answers; None takes one away."""
    whole: Mapping[str, object] = {
        "former_partner": "no", "threats": "absent", "weapon": "absent", "days": 3, "hurt": "no", **answers}
    return lambda _: longer().score({name: answer for name, answer in whole.items() if answer is not None})


def file_of_answers(found: object) -> Provocation:
    """Score this answers file with sash-style on the command line."""

    def score(setting: Setting) -> str:
        (setting.folder / "case.json").write_text(json.dumps(found), encoding="utf-8")
        return setting.command("score", "sash-style", "case.json")

    return score


def command(*words: str) -> Provocation:
    """Run this command."""
    return lambda setting: setting.command(*words)


def twice_as_file(setting: Setting) -> str:
    """A file that is there already."""
    (setting.folder / "case.json").write_text("{}", encoding="utf-8")
    return setting.command("template", "sash-style", "--out", "case.json")


def folder_as_file(setting: Setting) -> str:
    """A folder where a file is asked for."""
    (setting.folder / "cases").mkdir()
    return setting.command("template", "sash-style", "--out", "cases", "--overwrite")


def output_is_input(setting: Setting) -> str:
    """The definition is the file that would be written."""
    (setting.folder / "mine.json").write_text(DOORSTEP.read_text(encoding="utf-8"), encoding="utf-8")
    return setting.command("template", "mine.json", "--out", "mine.json", "--overwrite")


def same_version(setting: Setting) -> Instrument:
    """A changed copy of an installed instrument that keeps its id and version."""
    found = riskscreen.load("sash-style").to_dict()
    found["title"]["en"] = "Another title"
    path = setting.folder / "mine.json"
    path.write_text(Instrument.from_dict(found).to_json(), encoding="utf-8")
    return riskscreen.load(path)


def sql_with_a_rule_for_missing_answers(_: Setting) -> str:
    """A query of an instrument that one query cannot say."""
    document = riskscreen.load("stalking-red-flags").to_dict()
    document["scales"][0]["missing"] = {"allow": 1, "method": "as_zero"}
    return riskscreen.Instrument.from_dict(document).to_sql()


def two_outcomes(_: Setting) -> bool:
    """Levels of two outcomes, compared."""
    result = riskscreen.load("sash-style").score({}, partial=True)
    return result.outcomes["violence"].at_least < result.outcomes["persistence"].at_least


def outcome_by_bands(*bands: Mapping[str, object]) -> Provocation:
    """An outcome with these bands in place of rules."""

    def replace_rules(found: Any) -> None:
        del found["outcomes"][0]["rules"]
        found["outcomes"][0].update(scale="total", bands=list(bands))

    return changed(replace_rules)


def result() -> riskscreen.Result:
    """The result of some case."""
    return riskscreen.load("sash-style").score({}, partial=True)


def flags() -> Instrument:
    """An instrument with one outcome."""
    return riskscreen.load("stalking-red-flags")


def evidence_from_a_file() -> Any:
    """An answer with evidence, as it comes from an answers file."""
    rich = {"answer": "yes", "because": "They say so."}
    return read_answers_file(json.dumps({**OF_SASH, "answers": {"former_partner": rich}})).answers["former_partner"]


def same_as(pointer: str, instrument: str, item: str, name: str = "doorstep-check") -> Instrument:
    """The small definition by this name, whose item at this place asks the same as one of another instrument."""
    found = document() | {"id": name}
    put(found, pointer, [{"instrument": instrument, "item": item}])
    return Instrument.from_dict(found)


def other_answers(_: Setting) -> object:
    """Two items that are said to be the same are answered with other options."""
    first = same_as("/sections/0/items/0/same_as", "sash-style", "s3")
    return riskscreen.load("sash-style").carry_over(first.score({}, partial=True))


def two_counterparts(_: Setting) -> object:
    """One definition says that an item is the same as one of another, which says that it is the same as a third."""
    first = same_as("/sections/1/items/0/same_as", "window-check", "threats")
    second = same_as("/sections/1/items/0/same_as", "doorstep-check", "weapon", "window-check")
    return second.carry_over(first.score({}, partial=True))


def code_book(*rows: str, encoding: str = "utf-8") -> Provocation:
    """Import a code book of these rows."""

    def read_it(setting: Setting) -> str:
        (setting.folder / "book.csv").write_bytes("\n".join(rows).encode(encoding))
        return setting.command("import", "book.csv")

    return read_it


def translated(*rows: str) -> Provocation:
    """Take the texts of a sheet with these rows into an instrument."""

    def take_in(setting: Setting) -> str:
        (setting.folder / "texts.csv").write_text("\n".join(rows), encoding="utf-8")
        return setting.command("texts", "stalking-red-flags", "--from", "texts.csv", "--out", "new.json")

    return take_in


def form(rows: Iterable[Sequence[object]], *, sheet: str) -> Provocation:
    """Import a workbook of one sheet."""

    def read_it(setting: Setting) -> str:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(list(row))
        book.save(setting.folder / "form.xlsx")
        return setting.command("import", "form.xlsx")

    return read_it


def no_form(setting: Setting) -> str:
    """A zip file that is no workbook, under the name of one."""
    (setting.folder / "form.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return setting.command("import", "form.xlsx")


SURVEY = ("type", "name", "label::en")
BOOK = "id,text::en,options::en,scores"


def codes(*row: int) -> Provocation:
    """Score this row of codes with the small instrument; the last item stands under a gate."""
    return lambda _: Instrument.from_dict(document()).score_codes(np.array([row], np.int8))


def table(**columns: Any) -> Provocation:
    """Score this table with the small instrument; None takes a column away."""
    whole = {"former_partner": ["no"], "threats": ["absent"], "weapon": ["absent"], "custody": [None], **columns}
    return lambda _: Instrument.from_dict(document()).score_table(
        {name: column for name, column in whole.items() if column is not None})


def doubled_column(_: Setting) -> object:
    """A table in which a name stands twice, as pandas can have it."""
    check_columns(Instrument.from_dict(document()).definition.items,
                  ["former_partner", "threats", "weapon", "custody", "threats"], ())
    return None


def table_of_no_kind(setting: Setting) -> str:
    """A table in a spreadsheet of another kind."""
    pytest.importorskip("pyarrow", reason="files of tables need the extra frame")
    return setting.command("score-table", "sash-style", "cases.ods", "--out", "scored.csv")


def date_as_answer(setting: Setting) -> str:
    """A workbook in which a spreadsheet made a date of an answer."""
    return setting.command("score-table", "sash-style", workbook(setting), "--out", "scored.csv")


def misspelt_sheet(setting: Setting) -> str:
    """A sheet that a workbook does not have."""
    return setting.command("score-table", "sash-style", workbook(setting), "--sheet", "casse", "--out", "scored.csv")


def workbook(setting: Setting) -> str:
    """A sheet with an answer that became a date."""
    pytest.importorskip("pyarrow", reason="files of tables need the extra frame")
    book = openpyxl.Workbook()
    book.active.title = "cases"
    book.active.append(["case", "s1"])
    book.active.append(["a", date(2026, 4, 3)])
    book.save(setting.folder / "cases.xlsx")
    return "cases.xlsx"


def bad_table(setting: Setting) -> str:
    """A CSV file in which a row is longer than the first."""
    pytest.importorskip("pyarrow", reason="files of tables need the extra frame")
    (setting.folder / "cases.csv").write_text("s1,s2\nabsent,absent,absent\n", encoding="utf-8")
    return setting.command("score-table", "sash-style", "cases.csv", "--out", "scored.csv")


def without_narwhals(_: Setting) -> object:
    """A table of another library, where narwhals is not installed."""
    with needing("narwhals", "frame"):
        raise ModuleNotFoundError(name="narwhals")


RULE = "/outcomes/0/rules/0"
OF_SASH = {"instrument": {"id": "sash-style", "version": "0.2.0"}}

def codes_of_other_options(_: Setting) -> object:
    """Score codes that were packed for a version with the options of its items the other way round."""
    turned = flags().to_dict()
    for scale in turned["response_scales"].values():
        scale["options"].reverse()
    return Instrument.from_dict(turned).score_codes(flags().pack(np.zeros((1, 12), np.int8)))


MADE_AT = "2026-11-30T14:05:00+01:00"


def kept(**said: Any) -> Any:
    """A record of a case of red flags, with something said otherwise."""
    scored = flags().score({"r1": "present"}, partial=True)
    return scored.record(**{"case": "pseudonym-7", "rater": "unit 4", "made_at": MADE_AT, **said})


def judged(record: Any, level: str = "high", **said: Any) -> Any:
    """A record with a judgement."""
    return record.judged("urgency", level, **{"because": "Seen near the school.", "by": "unit 4",
                                              "at": "2026-11-30T14:20:00+01:00", **said})


def store(setting: Setting) -> RecordStore:
    """A store with a record that was judged."""
    found = RecordStore(setting.folder / "screenings.db", actor="desk")
    found.append(judged(kept(id="2026/1")))
    return found


def altered(setting: Setting, *statements: str) -> RecordStore:
    """A store that somebody worked at with a tool for databases."""
    store(setting)
    with closing(sqlite3.connect(setting.folder / "screenings.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return RecordStore(setting.folder / "screenings.db", actor="desk")


def by_the_store_itself(setting: Setting) -> None:
    """A change that the triggers refuse."""
    with store(setting)._database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM riskscreen_record")


CONTENT_DELETE = next(statement for statement in migrations.MIGRATIONS[0].statements("sqlite")
                      if "TRIGGER riskscreen_content_delete " in statement)


def written(setting: Setting, name: str, content: str) -> Path:
    """A file with this text."""
    (setting.folder / name).write_text(content, encoding="utf-8")
    return setting.folder / name


def edited(change: Callable[[Any], object], record: Callable[[], Any] = kept, *, sealed: bool = False) -> Provocation:
    """Read a record that was edited by hand; a *sealed* one has a new digest."""

    def provoke(_: Setting) -> object:
        document = record().to_dict()
        change(document)
        if sealed:
            document["digest"] = digest_of(document)
        return riskscreen.read_record(json.dumps(document))

    return provoke


def with_override(rule: str) -> Any:
    """A record of the small instrument, whose outcome a rater may judge as this rule says."""
    found = document()
    found["outcomes"][0]["override"] = rule
    answers = {"former_partner": "no", "threats": "present", "weapon": "absent"}
    return Instrument.from_dict(found).score(answers).record(case="pseudonym-7", rater="unit 4", made_at=MADE_AT)


def conclude(record: Any) -> object:
    """A judgement of the small instrument's outcome: its lowest level."""
    return record.judged("concern", "low", because="No more than a quarrel.", by="unit 4", at=MADE_AT)


def of_another_digest(_: Setting) -> object:
    """Replay a record whose definition is not here."""
    document = kept().to_dict()
    document["instrument"]["digest"] = "sha256:" + 64 * "0"
    document["digest"] = digest_of(document)
    return riskscreen.read_record(json.dumps(document)).replay()


def differing_replay(setting: Setting) -> object:
    """Replay a record in which a level was lowered by hand, with a new digest."""
    document = kept(id="2026/1").to_dict()
    document["result"]["outcomes"]["urgency"]["at_least"] = "low"
    document["digest"] = digest_of(document)
    (setting.folder / "kept.json").write_text(json.dumps(document), encoding="utf-8")
    return setting.command("replay", str(setting.folder / "kept.json"))


def unknown_case(setting: Setting) -> object:
    """Ask for the history of a case that no record is of."""
    (setting.folder / "kept.json").write_text(kept().to_json(), encoding="utf-8")
    return setting.command("history", "pseudonym-8", str(setting.folder / "kept.json"))


def of_later_scoring(_: Setting) -> object:
    """Replay a record that was scored by a later version."""
    document = {**kept().to_dict(), "scoring": SCORING + 1}
    document["digest"] = digest_of(document)
    return riskscreen.read_record(json.dumps(document)).replay()


def of_another_level(_: Setting) -> object:
    """Replay a record with a judgement that was written by hand, to a level that there is not."""
    document = judged(kept()).to_dict()
    document["judgements"] = [with_digest({**document["judgements"][0], "level": "hihg"})]
    return riskscreen.read_record(json.dumps(document)).replay()


PROVOKED_BY: dict[str, Provocation] = {
    "J-empty": text(""),
    "J-not-utf-8": text(b'{"title": "caf\xe9"}'),
    "J-too-large": text(" " * 2_000_000),
    "J-too-deep": text('{"all": [' * 20),
    "J-syntax": text('{"id": "doorstep-check",}'),
    "J-duplicate-key": text('{"id": "a", "id": "b"}'),
    "J-not-a-number": text('{"score": NaN}'),
    "J-number-range": text('{"score": 1e400}'),
    "J-lone-surrogate": text(r'{"en": "\ud83d"}'),
    "J-control-character": text('{"en": "one\ntwo"}'),
    "D-unknown-format": at("/format", "riskscreen/2"),
    "D-missing-property": changed(lambda found: found.pop("version")),
    "D-unknown-property": changed(lambda found: found["sections"][0].update(titel=found["sections"][0].pop("title"))),
    "D-wrong-type": at("/response_scales/presence/options/1/score", "1"),
    "D-still-open": at("/about/licence", None),
    "D-not-one-of": at("/about/status", "valid"),
    "D-one-form": at("/scales/-", {"id": "more", "sum": "all", "highest": "all"}),
    "D-bad-id": at("/sections/0/id", "Context"),
    "D-reserved-id": at("/response_scales/presence/options/0/id", "unknown"),
    "D-duplicate-id": at("/sections/1/items/1/id", "threats"),
    "D-too-few": at("/outcomes/0/rules", []),
    "D-too-many": at("/id", "a" * 65),
    "D-number-range": at("/response_scales/presence/options/1/score", 2_000_000),
    "D-number-places": lambda _: riskscreen.loads(json.dumps(document()).replace('"score": 1', '"score": 0.1234')),
    "D-exponent": lambda _: riskscreen.loads(json.dumps(document()).replace('"score": 1', '"score": 1e0')),
    "D-language-missing": at("/sections/1/title", {"en": "All cases"}),
    "D-language-extra": at("/sections/1/title/fr", "Tous les cas"),
    "D-unknown-item": at(RULE + "/when", {"item": "weapons", "is": ["present"]}),
    "D-unknown-section": at("/scales/0/sum", {"sections": ["cores"]}),
    "D-unknown-option": at("/sections/2/applies_when/is/0", "Yes"),
    "D-unknown-response-scale": at("/sections/1/items/0/response", "presense"),
    "D-unknown-scale": at(RULE + "/when/scale", "totals"),
    "D-unknown-outcome": at("/result", "concerns"),
    "D-unknown-level": at(RULE + "/level", "middle"),
    "D-unknown-source": at("/sections/1/items/0/sources", ["smith-2020"]),
    "D-own-version": at("/reads", ["0.1.0"]),
    "D-own-instrument": at("/outcomes/0/levels/2/next", ["doorstep-check"]),
    "D-same-as-differs": other_answers,
    "D-same-as-two": two_counterparts,
    "D-stands-later": at("/sections/1/applies_when", {"item": "custody", "is": ["present"]}),
    "D-not-here": at("/sections/1/applies_when", {"scale": "total", "at_least": 1}),
    "D-not-scored": changed(lambda found: (
        found["sections"][1]["items"].append({"id": "remarks", "text": BOTH, "response": {"text": {}}}),
        found["scales"].append({"id": "more", "sum": {"items": ["remarks"]}}))),
    "D-scores-incomplete": at("/scales/0/scores", {"present": 2}),
    "D-empty-range": at(RULE + "/when", {"scale": "total", "between": [3, 1]}),
    "D-band-order": outcome_by_bands({"level": "medium", "from": 2}, {"level": "high", "from": 1}),
    "D-route": changed(lambda found: found["outcomes"][0].update({"kind": "route", "override": "raise"})),
    "D-same-version": same_version,
    "I-empty": code_book(""),
    "I-not-text": code_book("id;text::nl", "s1;Eén keer?", encoding="latin-1"),
    "I-too-large": code_book(*["id,text::en"] * 10_001),
    "I-quote": code_book(BOOK, 's1,"Threats,no = No,0'),
    "I-no-header": code_book(BOOK, "s1,Threats, or worse,no = No,0"),
    "I-no-column": code_book("idd,text::en", "s1,Threats"),
    "I-unknown-place": translated("place,nl", "/titel,Bezoek"),
    "I-duplicate-place": translated("place,nl", "/title,Bezoek", "/title,Huisbezoek"),
    "I-unknown-language": translated("place,Dutsch", "/title,Bezoek"),
    "I-formula": translated("place,nl", "/title,=B7"),
    "I-moved-place": translated("place,what it is,nl", '/sections/0/title,"section before: title",Bij de melding'),
    "I-no-text": translated("place,nl", "/title,#NAAM?"),
    "I-not-a-workbook": no_form,
    "I-no-sheet": form([SURVEY], sheet="surveys"),
    "A-not-a-mapping": lambda _: longer().score(["present"]),  # type: ignore[arg-type]  # that is its fault
    "A-whole-document": lambda _: longer().score({"instrument": {}, "answers": {}}),
    "A-too-many": lambda _: longer().score({f"s{n}": "present" for n in range(501)}),
    "A-missing": answered(weapon=None),
    "A-unknown-item": answered(threats=None, treats="present"),
    "A-unknown-option": answered(threats="Present"),
    "A-wrong-type": answered(threats=True),
    "A-out-of-range": answered(days=301),
    "A-unknown-not-allowed": answered(hurt="unknown"),
    "A-empty-set": answered(threats=[]),
    "A-repeated-option": answered(threats=["absent", "absent"]),
    "A-unknown-in-set": answered(threats=["absent", "unknown"]),
    "A-no-code": lambda _: riskscreen.load("contact-arrangements").encode(
        [{"not_kept": ["incidental", "frequent"]}], partial=True),
    "A-not-applicable": answered(custody="present"),
    "A-unknown-code": codes(0, 2, 0, -2),
    "A-may-apply": codes(1, 0, 0, -3),
    "A-unknown-property": answered(threats={"answer": "present", "becuase": "Heard it."}),
    "A-unknown-indicator": answered(hurt={"answer": "yes", "indicators": ["fractur"]}),
    "A-duplicate-indicator": answered(hurt={"answer": "yes", "indicators": ["fracture", "fracture"]}),
    "A-no-instrument": file_of_answers({"s1": "present"}),
    "A-unknown-format": lambda _: read_answers_file(json.dumps({"format": "riskscreen-answers/2", **OF_SASH,
                                                                "answers": {}})),
    "A-wrong-value": lambda _: read_answers_file(json.dumps({**OF_SASH, "answers": {"s1": {"answer": {}}}})),
    "A-missing-property": file_of_answers({"instrument": {"id": "sash-style"}, "answers": {}}),
    "A-other-instrument": file_of_answers({"instrument": {"id": "rihg-style", "version": "0.2.0"}, "answers": {}}),
    "A-other-version": file_of_answers({"instrument": {"id": "sash-style", "version": "0.0.9"}, "answers": {}}),
    "A-other-content": file_of_answers({"instrument": {**OF_SASH["instrument"], "digest": "sha256:" + 64 * "0"},
                                        "answers": {}}),
    "A-too-long": file_of_answers({**OF_SASH, "notes": "x" * 10_001, "answers": {}}),
    "R-unknown-format": edited(lambda found: found.update(format="riskscreen-record/2")),
    "R-missing-property": edited(lambda found: found.pop("rater")),
    "R-unknown-property": edited(lambda found: found.update(ownr="team north")),
    "R-wrong-type": edited(lambda found: found.update(partial="yes")),
    "R-wrong-value": edited(lambda found: found.update(follows="the first one")),
    "R-too-long": lambda _: kept(notes=10_001 * "x"),
    "R-too-many": edited(lambda found: found.update(answers={f"r{n}": "present" for n in range(501)})),
    "R-changed": edited(lambda found: found["result"]["outcomes"]["urgency"].update(at_least="low")),
    "R-empty": lambda _: judged(kept(), because=" "),
    "R-wrong-time": lambda _: kept(made_at="2026-11-30T14:05:00"),
    "R-earlier": lambda _: kept(made_at="2026-11-30T13:05:00+01:00", follows=kept()),
    "R-other-case": lambda _: kept(case="pseudonym-8", follows=kept()),
    "R-other-record": edited(lambda found: found["judgements"].append(
        judged(kept(notes="The first one.")).to_dict()["judgements"][0])),
    "R-broken-chain": edited(lambda found: found["judgements"].pop(0), lambda: judged(judged(kept()))),
    "R-no-definition": of_another_digest,
    "R-newer-scoring": of_later_scoring,
    "R-no-override": lambda _: conclude(with_override("none")),
    "R-only-raise": lambda _: conclude(with_override("raise")),
    "R-unknown-level": of_another_level,
    "R-unknown-outcome": edited(lambda found: found["judgements"].append(with_digest(
        {**judged(kept()).to_dict()["judgements"][0], "outcome": "urgncy"}))),
    "R-same-id": lambda _: History([kept(id="2026/1"), kept(id="2026/1", notes="By telephone.")]),
    "R-two-chains": lambda _: History([judged(kept()), judged(kept(), because="He rang again.")]),
    "R-unknown-case": lambda setting: store(setting).history("pseudonym-9"),
    "R-store-unreachable": lambda setting: RecordStore(setting.folder / "screenings.db", actor="desk", create=False),
    "R-not-a-store": lambda setting: RecordStore(written(setting, "screenings.db", "Not this one." * 99), actor="desk"),
    "R-store-damaged": lambda setting: altered(
        setting, "DROP TRIGGER riskscreen_content_delete", "DELETE FROM riskscreen_content WHERE n = 3",
        CONTENT_DELETE).verify().first_bad,
    "R-store-refused": by_the_store_itself,
    "R-newer-store": lambda setting: altered(setting, "INSERT INTO riskscreen_schema VALUES (9, '')"),
    "U-no-page": lambda setting: store(setting).export(setting.folder / "out", language="nl"),
    "U-unknown-record": lambda setting: store(setting).record("2026/2"),
    "U-unknown-count": lambda setting: store(setting).counts(["levle"]),
    "U-unknown-setting": lambda _: RecordStore("postgresql://user@host/name?ssl=true", actor="desk"),
    "U-unknown-database": lambda _: RecordStore("mysql://user@host/name", actor="desk"),
    "U-wrong-day": lambda _: History([kept()]).explain(today="24 December"),
    "R-other-result": differing_replay,
    "U-unknown-case": unknown_case,
    "U-unknown-version": lambda _: riskscreen.load("sash-style", version="9.0.0"),
    "U-unknown-instrument": lambda _: riskscreen.load("sash-stile"),
    "U-wrong-type": lambda _: riskscreen.load(7),  # type: ignore[arg-type]  # that is its fault
    "U-unknown-language": lambda _: result().explain("fr"),
    "U-unknown-level": lambda _: result().at_least >= "hihg",
    "U-levels-of-two-outcomes": two_outcomes,
    "U-no-level": lambda _: accuracy(["low", None], [True, False], at="high", ladder=LADDER),
    "U-no-number": lambda _: auc({"total_least": [1.5], "total_most": [2.5]}, [True], scale="total"),
    "U-needs-ladder": lambda _: accuracy(["low", "high"], [True, False], at="high"),
    "U-bad-ladder": lambda _: accuracy([flags().score({}, partial=True)], [True], at="high", ladder=["high", "low"]),
    "U-which-outcome": lambda _: accuracy(
        {name + part: ["low"] for name in ("urgency", "concern")
         for part in ("", "_at_least", "_at_most", "_possible")}, [True], at="high"),
    "U-replaced-record": lambda _: accuracy(
        [first := kept(id="2026/1"), kept(id="2026/2", replaces=first)], [True, True], at="high"),
    "U-too-many-open": lambda _: agreement([LADDER] * 400, [LADDER] * 400, weights="nominal", ladder=LADDER),
    "U-bad-tie": lambda _: agreement(["low"], [LADDER], weights="nominal", tied={0: [("high", "low")]}, ladder=LADDER),
    "U-unknown-weights": lambda _: agreement(["low"], ["low"], weights="quadratc", ladder=LADDER),
    "U-no-order": lambda _: accuracy(
        [riskscreen.load("contact-arrangements").score({}, partial=True)], [True], at="prosecution"),
    "U-no-sweep": lambda _: sweep(riskscreen.load("sash-style"), scale="factors"),
    "U-unknown-cut-off": lambda _: sweep(["low"], ladder=LADDER)["low"],
    "U-unknown-threshold": lambda _: net_benefit(["low"], [True], at="low", thresholds=[0.2], ladder=LADDER)[0.3],
    "U-unknown-statistic": lambda _: accuracy(["low"], [True], at="high", ladder=LADDER)["sensitivty"],
    "U-vector-does-not-fit": lambda _: riskscreen.load("sash-style").mutations([
        {"id": "all_absent", "answers": {}, "partial": True, "outcomes": {"concern": "low"}}]),
    "U-unknown-dialect": lambda _: riskscreen.load("sash-style").to_sql("duckbd"),
    "U-bad-name": lambda _: riskscreen.load("sash-style").to_sql(table=""),
    "U-no-sql": sql_with_a_rule_for_missing_answers,
    "U-other-instrument": codes_of_other_options,
    "U-same-instrument": lambda _: riskscreen.load("sash-style").carry_over(result()),
    "U-unknown-schema": lambda _: riskscreen.schema("answer"),
    "U-unknown-state": lambda _: result().answers.with_state("unkown"),  # type: ignore[arg-type]  # that is its fault
    "U-unknown-fate": lambda _: riskscreen.load("stalking-red-flags").mutations([]).with_fate(
        "survivd"),  # type: ignore[arg-type]  # that is its fault
    "U-unknown-section": lambda _: riskscreen.load("sash-style").sections["contekst"],
    "U-unknown-item": lambda _: riskscreen.load("sash-style").items["s31"],
    "U-unknown-scale": lambda _: result().scales["factor"],
    "U-unknown-outcome": lambda _: result().outcomes["concerns"],
    "U-unknown-rule": lambda _: flags().analyse().outcomes["urgency"].rules["grave_treat"],
    "U-unknown-property": lambda _: evidence_from_a_file()["becuase"],
    "U-wrong-shape": codes(0, 0, 0),
    "U-unknown-column": lambda _: Instrument.from_dict(document()).score_codes(
        {name: np.zeros(1, np.int8) for name in ("former_partner", "threats", "weapon", "custody", "wepon")}),
    "U-missing-column": table(threats=None, Threats=["absent"]),
    "U-blank-column": table(**{"": ["seen"]}),
    "U-duplicate-column": doubled_column,
    "U-renamed-column": table(**{"threats.1": ["absent"]}),
    "U-name-taken": table(concern=["low"]),
    "U-table-kind": table_of_no_kind,
    "U-bad-table": bad_table,
    "U-unknown-sheet": misspelt_sheet,
    "U-bad-cell": date_as_answer,
    "U-unknown-row": lambda _: Instrument.from_dict(document()).score_codes(np.zeros((1, 4), np.int8)[:0]).case(0),
    "U-needs-extra": without_narwhals,
    "U-unknown-command": command("scor", "sash-style", "case.json"),
    "U-unknown-option": command("show", "sash-style", "--language", "nl"),
    "U-usage": command("score", "sash-style"),
    "U-cannot-read": command("score", "sash-style", "no-such-file.json"),
    "U-cannot-write": command("template", "sash-style", "--out", "no-such-folder/case.json"),
    "U-exists": twice_as_file,
    "U-not-a-file": folder_as_file,
    "U-output-is-input": output_is_input,
    "U-nothing-answered": command("ask", "sash-style"),
}
