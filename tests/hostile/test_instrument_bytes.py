"""Group A of the catalogue of hostile input: the bytes of a definition, as text and as a file."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from hostile.cases import DOORSTEP, Accepted, Refused, assert_refused, refusal
from riskscreen import Instrument, UsageError

SOUND = DOORSTEP.read_bytes()
MIB = 1 << 20
SCORE_OF_PRESENT = "/response_scales/presence/options/1/score"


def with_text(old: str, new: str) -> bytes:
    """The sound definition with one piece of its text replaced."""
    text = SOUND.decode()
    assert text.count(old) == 1
    return text.replace(old, new).encode("utf-8", "surrogatepass")


def with_score(token: str) -> bytes:
    """The sound definition with another number as the score of *present*."""
    return with_text('"present", "score": 1', f'"present", "score": {token}')


def zipped() -> bytes:
    """The definition as the one file of an archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("instrument.json"), b"{}")
    return archive.getvalue()


ACCENT = with_text("Deurcheck", "Deurchéck")
CASES: list[tuple[str, bytes, tuple[Refused, ...] | Accepted]] = [
    ("A1-empty", b"", (Refused("J-empty", "", "nothing here to read"),)),
    ("A2-whitespace", b" \r\n\t ", (Refused("J-empty", "", "nothing here to read"),)),
    ("A3-byte-order-mark", b"\xef\xbb\xbf" + SOUND, Accepted("editors on Windows write it")),
    ("A4-utf-16", SOUND.decode().encode("utf-16"), (Refused("J-not-utf-8", "", "UTF-16"),)),
    ("A5-utf-32", SOUND.decode().encode("utf-32"), (Refused("J-not-utf-8", "", "UTF-32"),)),
    ("A6-latin-1", ACCENT.decode().encode("latin-1"), (Refused("J-not-utf-8", "", "Found: byte 0xe9"),)),
    ("A7-invalid-utf-8", SOUND.replace(b"Deurcheck", b"\xffeurcheck"), (Refused("J-not-utf-8", "", "byte 0xff"),)),
    ("A8-overlong-utf-8", SOUND.replace(b"Deurcheck", b"\xc0\xaf"), (Refused("J-not-utf-8", "", "byte 0xc0"),)),
    ("A9-truncated-mid-character", ACCENT[: ACCENT.index(b"\xc3") + 1], (Refused("J-not-utf-8", "", "byte 0xc3"),)),
    ("A10-truncated-mid-object", SOUND[: SOUND.index(b'"response_scales"')],
     (Refused("J-syntax", "", "Found: the end of the text"),)),
    ("A11-trailing-garbage", SOUND + b"garbage", (Refused("J-syntax", "", "Expected: the end of the text"),)),
    ("A12-two-documents", SOUND + SOUND, (Refused("J-syntax", "", "Found: '{'. Expected: the end of the text"),)),
    ("A13-trailing-comma", with_text('"result": "concern"', '"result": "concern",'),
     (Refused("J-syntax", "", "Remove the comma. Found: '}'"),)),
    ("A14-comment", with_text('"result"', '// the end\n"result"'), (Refused("J-syntax", "", "JSON has no comments"),)),
    ("A15-single-quotes", with_text('"riskscreen/1"', "'riskscreen/1'"),
     (Refused("J-syntax", "/format", "not in single ones. Found: \"'\"".replace('"', "'")),)),
    ("A16-python-literal", with_score("True"), (Refused("J-syntax", SCORE_OF_PRESENT, "true, false or null"),)),
    ("A17-yaml", b"format: riskscreen/1\nid: doorstep-check\n", (Refused("J-syntax", "", "Found: 'f'"),)),
    ("A18-xml", b"<?xml version='1.0'?><instrument/>", (Refused("J-syntax", "", "Found: '<'"),)),
    ("A19-pickle", pickle.dumps({"format": "riskscreen/1"}), (Refused("J-not-utf-8", "", "byte 0x80"),)),
    ("A20-zip", zipped(), (Refused("J-not-utf-8", "", "Found: byte 0xbf"),)),
    ("A21-gzip-bomb", gzip.compress(bytes(10_000_000)), (Refused("J-not-utf-8", "", "byte 0x8b"),)),
    ("A22-nul-in-a-text", with_text("Deurcheck", "Deur\0check"),
     (Refused("J-control-character", "/title/nl", "Found: '\\x00'"),)),
    ("A22-nul-between-values", SOUND + b"\0", (Refused("J-syntax", "", "Found: '\\x00'"),)),
    ("A23-raw-control-character", with_text("Deurcheck", "Deur\x1b[31mcheck"),
     (Refused("J-control-character", "/title/nl", "Found: '\\x1b'"),)),
    ("A24-lone-surrogate", with_text("Deurcheck", r"Deur\ud83dcheck"),
     (Refused("J-lone-surrogate", "/title/nl", "Half of a surrogate pair"),)),
    ("A24-lone-surrogate-encoded", with_text("Deurcheck", "Deur\ud83dcheck"), (Refused("J-not-utf-8", "", "0xed"),)),
    ("A25-duplicate-key-at-the-top", with_text('"result"', '"id": "other", "result"'),
     (Refused("J-duplicate-key", "/id", "stands more than once"),)),
    ("A26-duplicate-key-in-an-item", with_text('{"id": "threats",', '{"id": "threats", "id": "threats",'),
     (Refused("J-duplicate-key", "/sections/1/items/0/id", "stands more than once"),)),
    ("A27-duplicate-key-after-an-escape", with_text('"result"', '"\\u0069d": "other", "result"'),
     (Refused("J-duplicate-key", "/id", "stands more than once"),)),
    ("A28-nan", with_score("NaN"), (Refused("J-not-a-number", SCORE_OF_PRESENT, "Found: 'NaN'"),)),
    ("A29-infinity", with_score("-Infinity"), (Refused("J-not-a-number", SCORE_OF_PRESENT, "Found: '-Infinity'"),)),
    ("A30-1e400", with_score("1e400"), (Refused("J-number-range", SCORE_OF_PRESENT, "Found: '1e400'"),)),
    ("A31-minus-zero", with_score("-0"), Accepted("it is zero, exactly")),
    ("A32-5000-digits", with_score("9" * 5_000), (Refused("J-number-range", SCORE_OF_PRESENT, "Found: '9999"),)),
    ("A33-beyond-a-double", with_score(str(2**53 + 1)),
     (Refused("D-number-range", SCORE_OF_PRESENT, "Found: number 9007199254740993. Expected: at most 1000000"),)),
    ("A34-depth-33", b"[" * 33 + b"]" * 33, (Refused("J-too-deep", "/0" * 31, "nested 32 deep"),)),
    ("A35-depth-100000", b"[" * 100_000, (Refused("J-too-deep", "/0" * 31, "nested 32 deep"),)),
    ("A36-one-byte-too-many", SOUND + b" " * (MIB + 1 - len(SOUND)),
     (Refused("J-too-large", "", "Found: at least 1048577 bytes. Expected: at most 1048576 bytes"),)),
    ("A36-the-most-that-is-read", SOUND + b" " * (MIB - len(SOUND)), Accepted("the limit itself is allowed")),
    ("A37-99-megabytes-of-brackets", b"[]" * 49_500_000, (Refused("J-too-large", "", "at most 1048576 bytes"),)),
    ("A38-100-megabyte-string", b'"' + b"a" * 100_000_000 + b'"',
     (Refused("J-too-large", "", "at most 1048576 bytes"),)),
]
PARAMS = [pytest.param(source, expected, id=name) for name, source, expected in CASES]
REFUSED = [param for param in PARAMS if not isinstance(param.values[1], Accepted)]
ACCEPTED = [param for param in PARAMS if isinstance(param.values[1], Accepted)]


@pytest.mark.parametrize(("source", "expected"), REFUSED)
def test_bytes_are_refused(source: bytes, expected: tuple[Refused, ...]) -> None:
    """What is no strict JSON in UTF-8 is refused, with the place and with what was found or expected."""
    error = refusal(lambda: riskscreen.loads(source))

    assert_refused(error, *expected)
    assert all(problem.line for problem in error.problems if problem.code != "J-too-large")


@pytest.mark.parametrize(("source", "expected"), [param for param in REFUSED if len(param.values[0]) < 2 * MIB])
def test_bytes_in_a_file_are_refused(source: bytes, expected: tuple[Refused, ...], tmp_path: Path) -> None:
    """A file is read as its bytes are."""
    path = tmp_path / "instrument.json"
    path.write_bytes(source)

    error = refusal(lambda: riskscreen.load(path))

    assert_refused(error, *expected)


@pytest.mark.parametrize(("source", "expected"), ACCEPTED)
def test_bytes_are_accepted(source: bytes, expected: Accepted, tmp_path: Path) -> None:
    """What only looks odd means what the sound definition means."""
    path = tmp_path / "instrument.json"
    path.write_bytes(source)

    assert riskscreen.loads(source).id == "doorstep-check", expected.because
    assert riskscreen.load(path) == riskscreen.loads(source)


def test_minus_zero_scores_zero() -> None:
    """A31: nothing remembers the sign."""
    instrument = riskscreen.loads(with_score("-0"))

    result = instrument.score({"former_partner": "no", "threats": "present", "weapon": "absent"})

    assert str(result.scales["total"].value) == "0"


def test_all_problems_of_the_bytes_come_together_in_order() -> None:
    """Whatever can still be read is read on after a problem, up to the first error of syntax."""
    source = b'{"a": NaN, "a": 1, "b": "\\ud800", "c": 1e400, "d": 01}'

    assert_refused(
        refusal(lambda: riskscreen.loads(source)), Refused("J-not-a-number", "/a"), Refused("J-duplicate-key", "/a"),
        Refused("J-lone-surrogate", "/b"), Refused("J-number-range", "/c"), Refused("J-syntax", "/d", "Found: '0'"))


@pytest.mark.parametrize("n_faults", [50, 51, 999, 1_000, 5_000])
def test_fifty_problems_are_shown_and_the_others_counted(n_faults: int) -> None:
    """A text with very many faults is refused as quickly as one with a few, and never shown as a whole."""
    error = refusal(lambda: riskscreen.loads(b"[" + b"NaN," * n_faults + b"1]"))

    assert len(error.problems) == 50
    assert error.n_problems == min(n_faults, 1_000)
    assert ("... and at least 950 more." in str(error)) == (n_faults >= 1_000)


# Paths


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")


@needs_pipes
@pytest.mark.parametrize("kind", [pytest.param("pipe", id="A39-pipe"), pytest.param("device", id="A39-device")])
def test_what_is_no_file_is_refused_without_waiting_for_it(kind: str, tmp_path: Path) -> None:
    """A pipe that nobody writes to, and a device that never ends, are not read."""
    path = Path("/dev/zero")
    if kind == "pipe":
        path = tmp_path / "pipe.json"
        os.mkfifo(path)

    error = refusal(lambda: riskscreen.load(path))

    assert isinstance(error, UsageError)
    assert_refused(error, Refused("U-not-a-file", "", f"{path.name}'. Expected: a file"))


def test_directory_is_refused_by_the_system(tmp_path: Path) -> None:
    """A39: what the system says when it cannot open something is passed on, as an OSError."""
    with pytest.raises(IsADirectoryError, match=tmp_path.name):
        riskscreen.load(tmp_path)


@needs_pipes
def test_symlink_loop_is_refused_by_the_system(tmp_path: Path) -> None:
    """A40: the same for links that only lead to each other."""
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")

    with pytest.raises(OSError, match=r"a\.json"):
        riskscreen.load(tmp_path / "a.json")


class Nowhere(os.PathLike[str]):
    """A path that fails when it is asked where it leads."""

    def __fspath__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize("path", [Path("a\0.json"), Path("\ud800.json"), Nowhere()])
def test_path_that_can_be_no_file_is_a_wrong_call(path: Any) -> None:
    """Names that no system can have are told, in words of ours."""
    error = refusal(lambda: riskscreen.load(path))

    assert_refused(error, Refused("U-wrong-type", "", "This path cannot be the name of a file."))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "instrument.json", "", "SASH-STYLE", "a\0b",
                                  "\ud800", "sash-style\n", "x" * 1_000_000, "\x1b[31m"])
def test_text_is_never_a_path(name: str) -> None:
    """A text is the name of an installed instrument and is looked up as such, whatever it looks like."""
    error = refusal(lambda: riskscreen.load(name))

    assert_refused(error, Refused("U-unknown-instrument", "", "sash-style, stalking-red-flags"))


def test_slip_in_a_name_is_answered_with_the_near_one() -> None:
    """Near names are suggested and never loaded."""
    error = refusal(lambda: riskscreen.load("sash-stlye"))

    assert error.problems[0].suggestions == ("sash-style",)


@pytest.mark.parametrize("source", [None, 7, {}, [], bytearray(b"{}"), memoryview(b"{}"), object()])
@pytest.mark.parametrize("read", [riskscreen.loads, Instrument.from_json])
def test_source_of_another_type_is_a_wrong_call(read: Any, source: Any) -> None:
    """A definition is read from text or bytes; a mapping has its own way in."""
    error = refusal(lambda: read(source))

    assert_refused(error, Refused("U-wrong-type", "", "use Instrument.from_dict for a mapping"))


@pytest.mark.parametrize("name", [None, 7, b"sash-style", ["sash-style"], object()])
def test_name_of_another_type_is_a_wrong_call(name: Any) -> None:
    """An instrument is loaded by a text or from a path."""
    error = refusal(lambda: riskscreen.load(name))

    assert_refused(error, Refused("U-wrong-type", "", "a name such as 'sash-style', or a pathlib.Path"))
