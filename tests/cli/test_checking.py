"""The command that checks a definition: problems, findings, and the vectors beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import riskscreen
from analysis.documents import critical_items
from analysis.faults.planted import BASE, FAULTS, base
from cli.running import ROOT, Run
from riskscreen.analysis.counting import whole


def test_check_says_what_a_definition_holds(run: Run, doorstep: Path) -> None:
    """A definition without problems is named by id, version and digest, and its parts are counted."""
    ended = run("check", doorstep)

    assert ended.status == 0
    assert ended.out.startswith(f"{doorstep}: no problems\n")
    assert riskscreen.load(doorstep).digest in ended.out
    assert "3 sections, 4 items, 2 scales, 1 outcome, 2 rules" in ended.out


def test_check_reads_standard_input(run: Run, doorstep: Path) -> None:
    """A dash checks what another program writes."""
    told = json.loads(run("check", "-", "--json", typed=doorstep.read_bytes()).out)

    assert (told["id"], told["contents"]["items"]) == ("doorstep-check", 4)


def test_check_tells_all_problems_with_their_places(run: Run, doorstep: Path, tmp_path: Path) -> None:
    """Every problem comes in one go, on standard error."""
    broken = tmp_path / "broken.json"
    broken.write_text(doorstep.read_text().replace('"response": "presence"', '"response": "presense"'))

    ended = run("check", broken)

    assert (ended.status, ended.out) == (2, "")
    assert "/broken.json' has 3 problems:\n" in ended.err
    assert ended.err.count("Did you mean presence?") == 3


def test_check_refuses_other_content_under_an_installed_name(run: Run, tmp_path: Path) -> None:
    """Two contents under one id and version cannot both be right."""
    changed = tmp_path / "changed.json"
    original = (ROOT / "instruments" / "sash-style" / "instrument.json").read_text(encoding="utf-8")
    changed.write_text(original.replace("CC-BY-4.0", "CC0-1.0"), encoding="utf-8")

    ended = run("check", changed, "--json")

    assert (ended.status, ended.codes) == (2, ["D-same-version"])


def planted(tmp_path: Path, name: str, **more: Any) -> Path:
    """A file with a planted fault."""
    path = tmp_path / "planted.json"
    path.write_text(json.dumps(next(fault for fault in FAULTS if fault.name == name).document() | more))
    return path


def with_vectors(tmp_path: Path, document: object) -> Path:
    """The sound definition in a folder, with this beside it as vectors."""
    shutil.copy(BASE, tmp_path / "base.json")
    (tmp_path / "vectors.json").write_text(document if isinstance(document, str) else json.dumps(document))
    return tmp_path / "base.json"


def test_check_says_that_nothing_is_found(run: Run) -> None:
    """A sound definition ends with one line that says so."""
    ended = run("check", BASE)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.endswith("\n\nNo findings.\n")


def test_check_shows_faults_first_with_their_examples(run: Run, tmp_path: Path) -> None:
    """A definition with findings still has no problems: the status is 0, and the gravest stand first."""
    scale = {"id": "most", "highest": {"sections": ["core"]}}
    file = planted(tmp_path, "rule-inside-another", scales=[*base()["scales"], scale])

    ended = run("check", file)

    assert ended.status == 0
    fault, doubt = ended.out.index("Faults: "), ended.out.index("Doubts: ")
    assert fault < ended.out.index("  /outcomes/0/rules/3 [F-rule-changes-nothing]\n") < doubt
    assert doubt < ended.out.index("  /scales/4 [F-scale-unused]\n")
    assert "    For example: former_partner no; threats present; " in ended.out


def test_check_speaks_dutch(run: Run, tmp_path: Path) -> None:
    """What the file holds, the titles, the findings and their examples are in the language that is asked for."""
    file = planted(tmp_path, "rule-inside-another")

    told = run("check", file, "--lang", "nl").out

    assert told.startswith(f"{file}: geen problemen\n")
    assert "  inhoud        3 secties, " in told
    assert "Fouten: verkeerd, of zonder enig gevolg (1)\n  /outcomes/0/rules/3 [F-rule-changes-nothing]\n" in told
    assert "    Bijvoorbeeld: former_partner no; threats present; " in told


@pytest.mark.parametrize(("words", "said"), [
    (("analyse", BASE), "niets is geschat"),
    (("compare", BASE, BASE), "Het niveau is hetzelfde voor alle "),
    (("mutations", "sash-style"), "van de kleine fouten wordt opgemerkt"),
    (("vectors", "stalking-red-flags"), "Regels die gelden: ")], ids=lambda words: words[0])
def test_proofs_speak_dutch(run: Run, words: tuple[str, ...], said: str) -> None:
    """What is proved over all answer sets is told in the language that is asked for."""
    ended = run(*words, "--lang", "nl")

    assert (ended.status, ended.err) == (0, "")
    assert said in ended.out


def test_check_as_json_has_every_finding(run: Run, tmp_path: Path) -> None:
    """Programs get what people read, with an example that can be scored."""
    file = planted(tmp_path, "rule-inside-another")

    (finding,) = json.loads(run("check", file, "--json").out)["findings"]

    assert (finding["code"], finding["severity"], finding["accepted"]) == ("F-rule-changes-nothing", "fault", None)
    assert riskscreen.load(file).score(finding["witness"]).level == "medium"


def test_strict_check_refuses_what_is_not_accepted(run: Run, tmp_path: Path) -> None:
    """A build can stop: findings come as problems do, on standard error with status 2."""
    file = planted(tmp_path, "scale-without-a-use")

    ended = run("check", file, "--strict")

    assert (ended.status, ended.out) == (2, "")
    assert f"/{file.name}' has 1 problem:\n  /scales/4: No rule, band or other scale" in ended.err
    assert run("check", file, "--strict", "--json").codes == ["F-scale-unused"]


def test_strict_check_lets_accepted_findings_pass(run: Run, tmp_path: Path) -> None:
    """What the file gives a reason for is shown with it."""
    accepted = {"finding": "F-scale-unused", "at": "/scales/4", "because": {"en": "To be shown.", "nl": "Om te tonen."}}
    file = planted(tmp_path, "scale-without-a-use", accepted=[accepted])

    ended = run("check", file, "--strict")

    assert ended.status == 0
    assert "Accepted in the file, with the reason (1)" in ended.out
    assert "    Accepted: To be shown.\n" in ended.out


def test_vectors_beside_the_definition_are_looked_at(run: Run, tmp_path: Path) -> None:
    """A file of vectors that leaves everything untried is found to do so."""
    file = with_vectors(tmp_path, {"instrument": {"id": "house-watch", "version": "0.1.0"}, "vectors": []})

    told = json.loads(run("check", file, "--json").out)

    assert told["n_vectors"] == 0
    assert {finding["code"] for finding in told["findings"]} == {"F-vectors-miss-rule", "F-vectors-miss-side"}


def test_written_vectors_are_read_again(run: Run, tmp_path: Path) -> None:
    """What the command vectors writes leaves nothing to find."""
    run("vectors", BASE, "--out", tmp_path / "vectors.json")
    shutil.copy(BASE, tmp_path / "base.json")

    ended = run("check", tmp_path / "base.json", "--strict")

    assert ended.status == 0
    assert "in vectors.json beside it" in ended.out


@pytest.mark.parametrize("vectors", [[], "of another form"])
def test_vectors_of_another_instrument_are_left_alone(run: Run, tmp_path: Path, vectors: object) -> None:
    """A folder can hold several definitions; these vectors say nothing of this one."""
    file = with_vectors(tmp_path, {"instrument": {"id": "another", "version": "0.1.0"}, "vectors": vectors})

    told = json.loads(run("check", file, "--json").out)

    assert (told["n_vectors"], told["findings"]) == (None, [])


@pytest.mark.parametrize(("document", "codes"), [
    ("{", ["J-syntax"]), ("[]", ["A-wrong-type"]), ({"vectors": {}}, ["A-missing-property", "A-wrong-type"]),
    ({"instrument": {"id": "house-watch"}, "vectors": [1]}, ["A-missing-property", "A-wrong-type"]),
])
def test_broken_vectors_are_refused(run: Run, tmp_path: Path, document: object, codes: list[str]) -> None:
    """A file that cannot be read as vectors is not passed over: its author believes that it is tried."""
    ended = run("check", with_vectors(tmp_path, document), "--json")

    assert (ended.status, ended.out, ended.codes) == (2, "", codes)


def test_seed_is_that_of_the_sample(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rests on a sample names its seed, so that it can be drawn again."""
    monkeypatch.setattr(whole, "MOST_STEPS", 40)
    document = critical_items(24)
    document["outcomes"][0]["rules"][0]["when"] = {"all": [{"item": f"s{n}", "is": ["present"]} for n in range(1, 25)]}
    (tmp_path / "many.json").write_text(json.dumps(document))

    told = json.loads(run("check", tmp_path / "many.json", "--seed", "7", "--json").out)

    assert any("drawn with seed 7" in finding["message"] for finding in told["findings"])
