"""The walker in JavaScript, which pages and other front ends use, says what scoring says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

import riskscreen
from engine.diagrams_as_data import paths
from form import agreeing
from form.agreeing import HERE, NODE, ROOT
from riskscreen.documents.schema import schema_of
from riskscreen.form.page import _MODULES

FORM = ROOT / "src" / "riskscreen" / "form"
MODULES = [FORM / f"{name}.js" for name in _MODULES]
OFFERED = re.compile(r"^export (?:async )?(?:function|const|class) (?:\{ )?(\w+)", re.MULTILINE)
FEW_CASES = 12
N_CASES = int(os.environ.get("RISKSCREEN_CASES", FEW_CASES))
EVERY = 4 if N_CASES == FEW_CASES else 10  # cases of which the next questions are compared too
PUBLISHED = [path for path in paths() if path.parent.name == "published"]

pytestmark = pytest.mark.skipif(NODE is None and os.environ.get("RISKSCREEN_NODE") != "required",
                                reason="the walker needs node on the path: apt install nodejs")


@pytest.mark.parametrize("n", range(len(agreeing.shipped())), ids=lambda n: agreeing.shipped()[n].id)
def test_walker_agrees_on_instruments_that_come_along(n: int) -> None:
    """Levels, what applies, and the next questions with what each answer leaves; sets and ranges among the answers."""
    assert agreeing.tried(agreeing.shipped()[n], N_CASES, every=EVERY) == []


@pytest.mark.parametrize("n", range(agreeing.N_GENERATED))
def test_walker_agrees_on_instruments_that_nobody_wrote(n: int) -> None:
    """With numbers, routes, gates on gates, and rules for missing answers."""
    assert agreeing.tried(agreeing.generated()[n], N_CASES, every=EVERY) == []


def test_walker_agrees_on_published_rules() -> None:
    """A few cases of those with a rule for missing answers, and of all of them where many cases are tried."""
    wanted = [path for path in PUBLISHED if N_CASES > FEW_CASES or '"missing"' in path.read_text("utf-8")]

    assert [told for path in wanted for told in agreeing.tried(riskscreen.load(path), 3, every=3)] == []
    assert wanted


def test_generated_instruments_have_all_that_a_walker_reads() -> None:
    """Numbers, answers that are missing, and items that do not always apply: else the comparison shows little."""
    diagrams = [instrument.diagram() for instrument in agreeing.generated()]

    assert len(diagrams) == agreeing.N_GENERATED
    for kind in ("option", "band", "given"):
        assert sum(kind in {each.kind for each in diagram.variables} for diagram in diagrams) >= 5, kind
    assert sum(bool(diagram.applies) for diagram in diagrams) >= 5


def test_a_walker_that_is_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cut-off that is not inside its band shows in a few dozen cases."""
    source = (FORM / "walker.js").read_text("utf-8")
    wrong = source.replace("(start) => start <= steps", "(start) => start < steps || start === variable.starts[0]")
    assert wrong != source
    (tmp_path / "walker.mjs").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(agreeing, "WALKER", tmp_path / "walker.mjs")
    numbers = (each for each in agreeing.generated() if "band" in {v.kind for v in each.diagram().variables})

    assert any(agreeing.tried(each, 100, every=100) for each in numbers)


def test_modules_pass_their_own_tests() -> None:
    """Worked out by hand, in their own language."""
    assert NODE is not None
    ended = subprocess.run([NODE, "--test", *sorted(map(str, HERE.glob("*.test.mjs")))], capture_output=True, text=True)

    assert ended.returncode == 0, ended.stdout


def test_page_script_is_a_module(tmp_path: Path) -> None:
    """The modules can stand in one page: none of their names stands twice, and nothing is left of their imports."""
    page = riskscreen.load("always-do").to_form()
    [script] = re.findall(r'<script type="module">(.*?)</script>', page, re.DOTALL)
    (tmp_path / "page.mjs").write_text(script, encoding="utf-8")
    ended = subprocess.run([str(NODE), "--check", str(tmp_path / "page.mjs")], capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "import {" not in script


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_take_only_what_stands_before_them(path: Path) -> None:
    """No package, no address, no circle: what they import is one of those before, and it does have what they import."""
    source = path.read_text("utf-8")
    for taken, module in re.findall(r'^import \{([^}]*)\} from "(.*?)";$', source, re.MULTILINE):
        other = (path.parent / module).resolve()
        assert other in MODULES[:MODULES.index(path)]
        offered = OFFERED.findall(other.read_text("utf-8"))
        assert {name.strip() for name in taken.split(",")} - {""} <= set(offered)
    assert len(re.findall("^import ", source, re.MULTILINE)) \
        == len(re.findall(r'^import \{[^}]*\} from "[^"]*";$', source, re.MULTILINE))


def test_page_takes_every_property_that_files_have() -> None:
    """Those of an answers file, and of a result in its place: what one version adds, the page knows."""
    source = (FORM / "file.js").read_text("utf-8")
    listed = {name: set(re.findall(r'"(\w+)"', found)) for name, found in re.findall(
        r"const (TEXTS|PARTS_OF_RESULT) = \[(.*?)\];", source, re.DOTALL)}
    asked = {"format", "instrument", "answers", "context", "$schema"} | listed["TEXTS"]

    assert set(schema_of("answers")["properties"]) == asked
    assert set(schema_of("result")["properties"]) - asked == listed["PARTS_OF_RESULT"] - {"engine"}
