"""What a typed line means at an item, whatever the item is like."""

from __future__ import annotations

from decimal import Decimal

import pytest

from riskscreen.cli.ask.replies import GivenReply, Reply, ReplyCommand, expected, reply_of
from riskscreen.explain.words.catalogue import words_for
from riskscreen.model.item import Item
from riskscreen.model.response import NumberResponse, Option, ResponseScale, TextResponse
from riskscreen.model.text import Text

ENGLISH, DUTCH = words_for("en", "cli"), words_for("nl", "cli")


def text(english: str, dutch: str | None = None) -> Text:
    """A text in both languages."""
    return Text.of({"en": english, "nl": dutch or english})


def choosing(*options: Option, allows_unknown: bool = True) -> Item:
    """An item with these options."""
    return Item("item", text("Which?"), ResponseScale(options, allows_unknown))


PRESENCE = choosing(Option("absent", text("Not there", "Afwezig")), Option("present", text("There", "Aanwezig")))
LETTERS = choosing(Option("b", text("Bee")), Option("q", text("Queue")), Option("u", text("You")))
DIGITS = choosing(Option("0", text("Never")), Option("1", text("Once")), allows_unknown=False)
TWINS = choosing(Option("one", text("Same")), Option("two", text("same")))
TEXT = Item("item", text("Remarks"), TextResponse(20))
NUMBER = Item("item", text("How many?"), NumberResponse(0, 9, 1, is_decimal=True))


@pytest.mark.parametrize(("item", "line", "meaning"), [
    (PRESENCE, "1", GivenReply("absent")), (PRESENCE, "2", GivenReply("present")), (PRESENCE, "3", None), (PRESENCE,
                                                                                                           "0", None),
    (PRESENCE, "not THERE", GivenReply("absent")), (PRESENCE, "aanwezig", GivenReply("present")), (PRESENCE, "", None),
    (PRESENCE, "\u00b2", None), (PRESENCE, "u", GivenReply("unknown")), (PRESENCE, "?", ReplyCommand.EXPLAIN),
    (PRESENCE, "B", ReplyCommand.BACK), (PRESENCE, "q", ReplyCommand.STOP), (PRESENCE, "/b", None),
    (LETTERS, "b", GivenReply("b")), (LETTERS, "/b", ReplyCommand.BACK), (LETTERS, "q", GivenReply("q")),
    (LETTERS, "/q", ReplyCommand.STOP),
    (LETTERS, "u", GivenReply("u")), (LETTERS, "/u", GivenReply("unknown")), (LETTERS, "unknown",
                                                                              GivenReply("unknown")),
    (DIGITS, "0", GivenReply("0")), (DIGITS, "1", GivenReply("1")), (DIGITS, "2", None), (DIGITS, "u", None),
    (DIGITS, "unknown", None), (TWINS, "same", None), (TWINS, "one", GivenReply("one")),
    (TEXT, "u", GivenReply("u")), (TEXT, "unknown", GivenReply("unknown")), (TEXT, " hello ", GivenReply("hello")),
    (TEXT, "  ", None),
    (TEXT, "q", ReplyCommand.STOP), (NUMBER, "7", GivenReply(7)), (NUMBER, "-3", GivenReply(-3)), (NUMBER, "7,5", None),
    (NUMBER, "1e3", None), (NUMBER, "NaN", None), (NUMBER, "\uff17", None), (NUMBER, "0x1", None),
    (NUMBER, "u", GivenReply("unknown")), (PRESENCE, "1,2", GivenReply(["absent", "present"])),
    (PRESENCE, "present, 1", GivenReply(["present", "absent"])),
    (PRESENCE, "Aanwezig,not there", GivenReply(["present", "absent"])),
    (PRESENCE, "1,1", None), (PRESENCE, "1,", None), (PRESENCE, ",", None), (PRESENCE, "1,3", None),
    (PRESENCE, "1,u", None), (LETTERS, "b,q", GivenReply(["b", "q"])), (DIGITS, "0,1", GivenReply(["0", "1"])),
    (TWINS, "same,one", None), (TEXT, "1,2", GivenReply("1,2")),
    (NUMBER, "1..7.5", GivenReply({"from": 1, "to": Decimal("7.5")})),
    (NUMBER, "2..", GivenReply({"from": 2})), (NUMBER, "..7", GivenReply({"to": 7})), (NUMBER, "..", None),
    (NUMBER, "1..x", None), (NUMBER, "1 .. 3", GivenReply({"from": 1, "to": 3})), (NUMBER, "1,2", None)])
def test_line_has_one_meaning(item: Item, line: str, meaning: Reply) -> None:
    """Ids come first, then keys, then numbers and labels; what means nothing, or two things, is None."""
    assert reply_of(line, item, ENGLISH) == meaning


@pytest.mark.parametrize(("item", "told"), [
    (PRESENCE, "1, 2, Afwezig, Aanwezig, o"), (LETTERS, "1, 2, 3, Bee, Queue, You, o"), (DIGITS, "0, 1"),
    (TEXT, "een tekst van hoogstens 20 tekens"),
    (NUMBER, "een getal van 0 tot en met 9, met decimalen na een punt (hoogstens 1)")])
def test_everything_that_is_told_to_be_an_answer_is_told_in_words(item: Item, told: str) -> None:
    """What would do at an item is named in the language of the conversation."""
    assert expected(item, "nl", DUTCH) == told


@pytest.mark.parametrize("item", [PRESENCE, LETTERS, DIGITS])
def test_everything_that_is_offered_is_an_answer(item: Item) -> None:
    """No item offers what it does not take."""
    for offered in expected(item, "en", ENGLISH).split(", "):
        assert isinstance(reply_of(offered, item, ENGLISH), GivenReply)


def test_words_are_commands_where_they_are_no_answer() -> None:
    """`terug` and `back` both go back in Dutch; an option or a text of that name is the answer it is."""
    named = choosing(Option("back", text("Back")), Option("stop", text("Stop")))

    assert [reply_of(line, PRESENCE, DUTCH) for line in ("terug", "Back", "help", "uitleg", "quit", "stoppen")] == [
        ReplyCommand.BACK, ReplyCommand.BACK, ReplyCommand.EXPLAIN, ReplyCommand.EXPLAIN, ReplyCommand.STOP,
        ReplyCommand.STOP]
    assert reply_of("back", NUMBER, ENGLISH) == ReplyCommand.BACK
    assert [reply_of(line, named, ENGLISH) for line in ("back", "Stop")] == [GivenReply("back"), GivenReply("stop")]
    assert reply_of("back", TEXT, ENGLISH) == GivenReply("back")


@pytest.mark.parametrize(("line", "meaning"), [
    ("t", ReplyCommand.BACK), ("S", ReplyCommand.STOP), ("?", ReplyCommand.EXPLAIN), ("o", GivenReply("unknown")),
    ("onbekend", GivenReply("unknown")), ("unknown", GivenReply("unknown")), ("b", None), ("q", None), ("u", None)])
def test_keys_are_those_of_the_language(line: str, meaning: Reply) -> None:
    """Who is asked in Dutch types t for *terug* and s for *stoppen*; the id unknown is the same everywhere."""
    assert reply_of(line, PRESENCE, DUTCH) == meaning
