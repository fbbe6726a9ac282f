"""The commands with their options, and what is said to words that are none."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

import attrs

from riskscreen.cli.commands.analysing import analyse, compare, mutations, vectors
from riskscreen.cli.commands.ask import ask
from riskscreen.cli.commands.checking import check
from riskscreen.cli.commands.completion import SHELLS, Completable, Completions, completion
from riskscreen.cli.commands.count import COUNT_WAYS, count
from riskscreen.cli.commands.demo import demo
from riskscreen.cli.commands.exporting import diagram, form, sql
from riskscreen.cli.commands.importing import draft
from riskscreen.cli.commands.looking import listing, schema, show, template
from riskscreen.cli.commands.new import new
from riskscreen.cli.commands.records import history, judge, record, replay
from riskscreen.cli.commands.score import score
from riskscreen.cli.commands.score_table import score_table
from riskscreen.cli.commands.store import DEEDS, store
from riskscreen.cli.commands.texts import texts
from riskscreen.cli.commands.why import what_if, why
from riskscreen.cli.examples import EXAMPLES
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, table, wrapped
from riskscreen.deprecation import Deprecation
from riskscreen.documents.schema import SCHEMAS
from riskscreen.errors import usage_error
from riskscreen.library import available
from riskscreen.version import VERSION

Run = Callable[[Options], Output]
Argument = tuple[tuple[str, ...], dict[str, Any]]


@attrs.frozen
class Request:
    """A command and its options, ready to run; ``note`` is what to tell besides who asked for it."""

    run: Run
    options: Options
    note: str = ""


@attrs.frozen
class Command:
    """What a command does, and the arguments that it takes besides --json and --help."""

    purpose: str
    run: Run
    arguments: Iterable[Argument] = ()


def _argument(*names: str, **settings: Any) -> Argument:  # noqa: ANN401  # handed on to argparse as they are
    return names, settings


_NAME = _argument("name", metavar="NAME", help="an installed instrument, or a file: a path with a / or ending in .json")
_LANGUAGE = _argument("--lang", metavar="TAG", help="the language of the output, such as nl")
_DETAILS = _argument("--details", action="store_true", help="the whole trace, not only what decided the result")
_OVERWRITE = _argument("--overwrite", action="store_true", help="replace the file if it exists")
_ANSWERS = _argument("file", metavar="FILE", help="an answers file, or a result from --json; - reads standard input")
_RECORD = _argument("file", metavar="RECORD", help="the file of a record; - reads standard input")
_PATHS = _argument("paths", metavar="PATH", nargs="+", help="files of records, and folders with such files")
_SHELF = _argument("--shelf", metavar="FOLDER", help="a folder with the definitions that are not installed")
_ACTOR = _argument("--actor", metavar="TEXT", help="who does this, for the log of a store; else the machine's user")
_OPEN = _argument("--open", action="store_true",
                  help="open the page in the browser; without a file to write it to, a private temporary one")
_PARTIAL = _argument("--partial", action="store_true", help="accept items that have no answer yet")
_HELP = _argument("-h", "--help", action="store_true", help="show this help")
_JSON = _argument("--json", action="store_true", help="output and errors as JSON, for programs")

_HELP_COMMAND = "help"
_MOST_SEED = 2**32 - 1
_MOST_SHOWN = 200
_MOST_SETS = 10_000


def _up_to(most: int) -> Callable[[str], int]:
    """What reads a whole number from 0 to *most*."""

    def number(typed: str) -> int:
        if not typed.isdecimal() or not typed.isascii() or len(typed) > len(str(most)) or int(typed) > most:
            raise argparse.ArgumentTypeError(f"a whole number from 0 to {most} stands here")
        return int(typed)

    return number


_SEED = _argument("--seed", metavar="N", type=_up_to(_MOST_SEED), default=0,
                  help="for the sample that is drawn where there is too much to follow over all answer sets")


def _completion(options: Options) -> Output:
    return completion(options, completions())


COMMANDS = {
    "demo": Command("screen example cases, and explain one of them", demo, [
        _argument("--full", action="store_true", help="all example cases, and one of them explained in full"),
        _LANGUAGE]),
    "list": Command("name the instruments that are installed", listing, [_LANGUAGE]),
    "show": Command("show an instrument with its rules in words", show, [
        _NAME, _LANGUAGE,
        _argument("--html", metavar="FILE", nargs="?", const="",
                  help="write it to this file instead, as a page to read or to print"),
        _OPEN, _OVERWRITE]),
    "score": Command("score a file of answers", score, [
        _NAME, _ANSWERS, _PARTIAL, _LANGUAGE, _DETAILS,
        _argument("--html", metavar="FILE", nargs="?", const="",
                  help="also write the result to this file, as a page to read or to print"),
        _OPEN, _OVERWRITE]),
    "score-table": Command("score every row of a CSV, Parquet or Excel file", score_table, [
        _NAME, _argument("file", metavar="FILE", help="a table with a column for each item: .csv, .parquet or .xlsx"),
        _argument("--out", metavar="FILE", required=True,
                  help="where to write it with the results: .csv, .parquet or .xlsx"),
        _argument("--sheet", metavar="TITLE", help="the sheet of a workbook; else the first one"),
        _PARTIAL,
        _argument("--mark", action="store_true", help="leave rows that are not valid without a result, and say why"),
        _argument("--scales", action="store_true", help="also add the least and the most of every scale"),
        _argument("--raw", action="store_true",
                  help="in CSV, write texts as they are, even those that a spreadsheet would take for formulas"),
        _OVERWRITE]),
    "why": Command("say which answers are enough for the level, what to ask next, and what would change it", why, [
        _NAME, _ANSWERS, _PARTIAL, _LANGUAGE,
        _argument("--outcome", metavar="ID", help="another outcome than the result"),
        _argument("--to", metavar="LEVEL", help="also say which other answers would lead to this level"),
        _argument("--sets", metavar="N", type=_up_to(_MOST_SETS), default=0,
                  help="write out the first N sets of answers that are enough")]),
    "what-if": Command("show the result with some answers otherwise, and what differs", what_if, [
        _NAME, _ANSWERS,
        _argument("changes", metavar="ITEM=ANSWER", nargs="+", help="an item and its new answer; unknown is one too"),
        _PARTIAL, _LANGUAGE]),
    "record": Command("score a file of answers, and keep a record of it", record, [
        _NAME, _ANSWERS, _argument("--out", metavar="FILE", required=True, help="where to keep the record"),
        _argument("--case", metavar="TEXT", help="a pseudonym for the case, never a name; else that of the file"),
        _argument("--rater", metavar="TEXT", help="who answered; else that of the file"),
        _argument("--owner", metavar="TEXT", help="whose case it is, such as a team"),
        _argument("--made-at", metavar="MOMENT", help="such as 2026-11-30T14:05:00+01:00; else now"),
        _argument("--as-of", metavar="TEXT", help="the date or the moment that the answers are about"),
        _argument("--source", metavar="TEXT", help="what the answers were taken from; else that of the file"),
        _argument("--notes", metavar="TEXT", help="what else is to be kept"),
        _argument("--id", metavar="TEXT", help="an id of your own; else one is made of the content"),
        _argument("--follows", metavar="RECORD", help="the record of the case before this: its file, or its digest"),
        _argument("--replaces", metavar="RECORD", help="the record with a slip that this one corrects"),
        _PARTIAL, _LANGUAGE, _OVERWRITE]),
    "judge": Command("add to a record what a rater concluded, with the reason", judge, [
        _RECORD, _argument("level", metavar="LEVEL", help="the level that the rater concludes to"),
        _argument("--because", metavar="TEXT", required=True, help="why"),
        _argument("--by", metavar="TEXT", required=True, help="who judges"),
        _argument("--at", metavar="MOMENT", help="such as 2026-11-30T14:20:00+01:00; else now"),
        _argument("--outcome", metavar="ID", help="another outcome than the result"),
        _argument("--out", metavar="FILE", help="where to keep it; else in the same file"),
        _SHELF, _LANGUAGE, _OVERWRITE]),
    "replay": Command("score records again, and say what comes out otherwise", replay, [_PATHS, _SHELF, _LANGUAGE]),
    "history": Command("tell how a case went on, from its records", history, [
        _argument("case", metavar="CASE", help="the pseudonym of the case"), _PATHS, _SHELF, _LANGUAGE,
        _argument("--today", metavar="DAY", help="the day of reading, such as 2026-12-24, to say how long ago it was"),
        _argument("--html", metavar="FILE", nargs="?", const="",
                  help="also write it to this file, as a page to read or to print"),
        _OPEN, _OVERWRITE]),
    "count": Command("count records by instrument, level, month and owner, so that it can be passed on", count, [
        _argument("paths", metavar="PATH", nargs="+", help="a store; or files of records, and folders with such files"),
        _argument("--by", metavar="NAME", dest="count_by", action="append", choices=COUNT_WAYS,
                  help=f"a table by this alone, instead of level, month and owner; one of {', '.join(COUNT_WAYS)}; can "
                       "be given again"),
        _argument("--small", action="store_true",
                  help="show every number; without it those under 5 are hidden, since they can single out a person"),
        _argument("--today", metavar="DAY", help="the day of counting, such as 2026-12-24; else that of the machine"),
        _argument("--html", metavar="FILE", nargs="?", const="",
                  help="also write it to this file, as a page to read or to print"),
        _OPEN, _ACTOR, _SHELF, _LANGUAGE, _OVERWRITE]),
    "ask": Command("ask the items one by one, and show the result", ask, [
        _NAME, _LANGUAGE, _DETAILS,
        _argument("--evidence", action="store_true", help="also ask what each answer rests on"),
        _argument("--case", metavar="TEXT", help="a pseudonym for the case, never a name"),
        _argument("--as-of", metavar="TEXT", help="the date or the moment that the answers are about"),
        _argument("--rater", metavar="TEXT", help="who answers"),
        _argument("--save", metavar="FILE", help="where to save the answers; it is written after each one"),
        _argument("--store", metavar="STORE", help="also keep a record in this store, when all is answered"),
        _argument("--resume", action="store_true", help="go on where the saved answers stop"),
        _OVERWRITE]),
    "store": Command("verify a store of records, write out a case or all of it, or take records in", store, [
        _argument("deed", metavar="DEED", choices=[*DEEDS],
                  help="verify: look at every entry, and write nothing; export: write records, their definitions and, "
                       "of one case, a page into a new folder; import: take in a folder or a file, all or nothing"),
        _argument("file", metavar="STORE", help="its file, or the URL of its database"),
        _argument("path", metavar="PATH", nargs="?", help="the folder to export to, or what to import"),
        _argument("--case", metavar="TEXT", help="export: only this case, with a page of all that is kept of it"),
        _ACTOR,
        _argument("--head", metavar="TEXT", help="verify: the head that was noted: does the store go on from it?"),
        _SHELF, _LANGUAGE]),
    "form": Command("make a form to fill in: a page in one file that keeps nothing and needs no network", form, [
        _NAME,
        _argument("--lang", metavar="TAG", help="the language that it opens in, such as nl"),
        _argument("--out", metavar="FILE", help="write the page to this file, such as form.html; without it, the "
                                                "questions as JSON, for programs"),
        _OPEN, _OVERWRITE]),
    "new": Command("begin an instrument of your own: a folder with a small one that is whole, cases and a test", new, [
        _argument("name", metavar="ID", help="its id, such as doorstep-check"),
        _argument("--title", metavar="TEXT", help="its title; else it is asked for"),
        _argument("--lang", metavar="TAG", dest="langs", action="append",
                  help="a language that it shall have, such as nl; can be given again; else en"),
        _argument("--out", metavar="FOLDER", help="the folder to make; else one of the name of the id")]),
    "check": Command("check a file that defines an instrument: problems, and what makes no sense", check, [
        _argument("file", metavar="FILE", help="the definition; - reads standard input"),
        _argument("--strict", action="store_true", help="end with status 2 where a finding is not accepted"),
        _argument("--watch", action="store_true",
                  help="check again whenever the file, or the vectors beside it, change; Ctrl-C ends it"),
        _SEED, _LANGUAGE]),
    "texts": Command("write all texts of an instrument into a sheet for translators, and take theirs in", texts, [
        _NAME,
        _argument("--lang", metavar="TAG", dest="langs", action="append",
                  help="an empty column for another language, such as de; can be given again"),
        _argument("--from", metavar="SHEET", dest="sheet",
                  help="take in the texts of this sheet, CSV in UTF-8, and write the definition"),
        _argument("--out", metavar="FILE", required=True,
                  help="write the sheet, or with --from the definition, to this file"),
        _OVERWRITE]),
    "import": Command("make the draft of a definition from a code book (CSV) or an XLSForm workbook", draft, [
        _argument("file", metavar="FILE", help="the code book or the workbook; - reads standard input"),
        _argument("--lang", metavar="TAG", help="the language of texts whose column does not say it, such as nl"),
        _argument("--out", metavar="FILE", help="write the draft to this file"),
        _OVERWRITE]),
    "sql": Command("write the scoring as a query, bounds included", sql, [
        _NAME,
        _argument("--dialect", metavar="NAME", default="duckdb", help="duckdb (unless said otherwise) or postgres"),
        _argument("--table", metavar="NAME", default="cases", help="the table with the answers (cases)"),
        _argument("--keep", metavar="COLUMN", nargs="*", default=("case",),
                  help="columns of the table that come along (case); without a name none do"),
        _argument("--prefix", metavar="TEXT", default="", help="what the columns that are added begin with")]),
    "diagram": Command("write an outcome as a graph to draw or, with --json, to walk", diagram, [
        _NAME, _argument("--outcome", metavar="ID", help="another outcome than the result")]),
    "analyse": Command("count over all answer sets: levels, rules, items, cut-offs", analyse, [
        _NAME, _SEED, _LANGUAGE]),
    "compare": Command("say what differs between two instruments, and for how many answer sets", compare, [
        _NAME, _argument("other", metavar="OTHER", help="another version, or another instrument, named the same way"),
        _SEED, _LANGUAGE]),
    "vectors": Command("write test vectors that notice every small mistake in rules, cut-offs and scores", vectors, [
        _NAME, _SEED, _argument("--out", metavar="FILE", help="write them to this file"), _LANGUAGE, _OVERWRITE]),
    "mutations": Command("say how many small mistakes in a definition its vectors notice", mutations, [
        _NAME, _argument("--vectors", metavar="FILE", help="other vectors than those beside the definition"),
        _SEED, _LANGUAGE]),
    "schema": Command("give the JSON Schema of a kind of document", schema, [
        _argument("name", metavar="NAME", help=f"one of {', '.join(SCHEMAS)}")]),
    "template": Command("give an empty answers file", template, [
        _NAME,
        _argument("--lang", metavar="TAG", help="put the items in this language into the notes"),
        _argument("--out", metavar="FILE", help="write it to this file"),
        _OVERWRITE]),
    "completion": Command("give what makes a shell complete commands, options and instruments", _completion, [
        _argument("name", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))]),
}

RENAMED = {
    old: Deprecation(f"The command {old}", new, "December 2027")
    for old, new in (("whatif", "what-if"), ("diff", "compare"), ("mutate", "mutations"))}

_ENDING = """\
riskscreen help COMMAND explains a command, with an example.

It ends with status 0 when all is done, 3 when the answers leave more than one level possible, 2 for wrong usage, \
bad input, a replay that differs and a store that is not whole, and 4 for what cannot be read or written. \
The level is never the status."""


def overview() -> str:
    """The help that names all commands."""
    commands = table([("  " + name, command.purpose) for name, command in COMMANDS.items()])
    return ("usage: riskscreen COMMAND [...]\n\n"
            "Structured screening: it scores answers exactly, says what is unknown, and explains itself.\n"
            "It informs a professional; it never decides about a person.\n\n"
            f"commands:\n{commands}\n\n{wrapped(_ENDING)}\n")


def options_of_command(name: str) -> list[str]:
    """The options that a command takes."""
    return [option for names, _ in (*COMMANDS[name].arguments, _JSON, _HELP) for option in names
            if option.startswith("--")]


def completions() -> Completions:
    """What can be completed behind each command, and behind help."""
    return {**{name: _completable(name) for name in COMMANDS},
            _HELP_COMMAND: Completable("explain a command, with an example", (), tuple(COMMANDS), takes_files=False)}


def _completable(name: str) -> Completable:
    """What can be completed behind a command: its first word is one of few, or an instrument, or a file."""
    first = next((argument for argument in COMMANDS[name].arguments if not argument[0][0].startswith("-")), None)
    few = SCHEMAS if name == "schema" else () if first is None else first[1].get("choices", ())
    words = [entry.id for entry in available()] if first == _NAME else few
    return Completable(COMMANDS[name].purpose, options_of_command(name), tuple(words),
                       takes_files=first is not None and not few)


def request_of(words: Sequence[str]) -> Request:
    """The command in these words.

    Raises:
        UsageError: If there is none in them; near names are suggested.
    """
    first, *rest = words
    if first in ("-h", "--help") or words == [_HELP_COMMAND]:
        return _telling(overview())
    if first == _HELP_COMMAND:
        return request_of([*rest[:1], "--help"])
    if first == "--version":
        return _telling(f"riskscreen {VERSION}\n")
    if first in RENAMED:
        renamed = RENAMED[first]
        return attrs.evolve(_request(renamed.new, COMMANDS[renamed.new], rest), note=str(renamed))
    if first not in COMMANDS:
        message = "Options stand after a command." if first.startswith("-") else "There is no such command."
        raise usage_error("U-unknown-command", message, found=first, known=tuple(COMMANDS),
                          expected="one of " + ", ".join(COMMANDS))
    return _request(first, COMMANDS[first], rest)


def _request(name: str, command: Command, words: Sequence[str]) -> Request:
    arguments = [*command.arguments, _JSON, _HELP]
    parser = _Parser(f"riskscreen {name}", command.purpose, arguments)
    before_dashes = words[:words.index("--")] if "--" in words else words
    if not {"-h", "--help"}.isdisjoint(before_dashes):
        return _telling(parser.format_help())
    _refuse_unknown_options(before_dashes, [name for names, _ in arguments for name in names if name.startswith("-")])
    given = vars(parser.parse_args(words))
    return Request(command.run, Options(**{name: value for name, value in given.items() if name != "help"}))


def _telling(text: str) -> Request:
    return Request(lambda _: Output(text=lambda: text, data=lambda: {"text": text}), Options())


def _refuse_unknown_options(words: Sequence[str], known: Sequence[str]) -> None:
    for word in words:
        option = word.partition("=")[0]
        if word.startswith("-") and word != "-" and option not in known:
            raise usage_error("U-unknown-option", "This command has no such option.", found=option,
                              known=[name for name in known if name.startswith("--")],
                              expected=", ".join(known) + "; a file whose name begins with - is written ./-name")


class _Parser(argparse.ArgumentParser):
    """argparse, without its ways of ending the program."""

    def __init__(self, name: str, purpose: str, arguments: Iterable[Argument]) -> None:
        examples = EXAMPLES[name.split()[-1]]
        super().__init__(prog=name, description=f"{purpose[0].upper()}{purpose[1:]}.", add_help=False,
                         allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter,
                         epilog="\n".join(["for example:", *(f"  riskscreen {example}" for example in examples)]))
        self.color = False  # later versions of argparse colour the help
        for names, settings in arguments:
            self.add_argument(*names, **settings)

    def error(self, message: str) -> NoReturn:
        usage = re.sub(r"\s+", " ", self.format_usage().removeprefix("usage: ")).strip()
        clipped = message if len(message) <= _MOST_SHOWN else message[:_MOST_SHOWN] + "..."
        raise usage_error("U-usage", f"{clipped[:1].upper()}{clipped[1:]}.", expected=usage)
