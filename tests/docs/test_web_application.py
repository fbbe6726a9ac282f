"""The web application among the examples, as its page starts it, and asked over HTTP."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import riskscreen
from docs.pages import ROOT, blocks_of

httpx = pytest.importorskip("httpx", reason="the extra web")
pytest.importorskip("fastapi", reason="the extra web")
pytest.importorskip("uvicorn", reason="the extra web")

AT_INTAKE = (ROOT / "examples" / "cases" / "21-at-intake-sash-style.json").read_bytes()
LATER = (ROOT / "examples" / "cases" / "21-later-sash-style.json").read_bytes()
PAGE = ROOT / "docs" / "how-to" / "embed.md"


def commands() -> list[list[str]]:
    """The two commands of the page."""
    return [shlex.split(line) for block in blocks_of(PAGE) if block.mark == "the application"
            for line in block.text.splitlines()]


@pytest.fixture(scope="module", name="client")
def _client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("web")
    process = subprocess.Popen(
        [sys.executable, "-m", *commands()[1], "--port", str(port)], cwd=ROOT, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "RISKSCREEN_STORE": str(folder / "screenings.db"),
             "PYTHONPATH": str(Path(riskscreen.__file__).parents[1])})
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"X-User": "desk 3"}, trust_env=False) as client:
        for _ in range(300):
            try:
                client.get("/instruments")
                break
            except httpx.ConnectError:
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.1)
        yield client
    process.terminate()
    process.communicate(timeout=30)


def test_two_commands_run_it() -> None:
    """One installs, one starts; the second is what these tests start."""
    assert [words[0] for words in commands()] == ["pip", "uvicorn"]
    assert commands()[1] == ["uvicorn", "--app-dir", "examples", "web_application:app"]


def test_questions_come_as_data_and_as_a_page(client: httpx.Client) -> None:
    """A front end takes the questions in its language; whoever has none takes the form."""
    assert {found["id"] for found in client.get("/instruments").json()} == {
        found.id for found in riskscreen.available()}
    questions = client.get("/instruments/sash-style/questions", params={"language": "nl"}).json()
    assert questions == json.loads(json.dumps(dict(riskscreen.load("sash-style").form("nl"))))
    assert client.get("/instruments/sash-style/form").text == str(riskscreen.load("sash-style").to_form())


def test_result_comes_while_the_answers_are_given(client: httpx.Client) -> None:
    """Half a case has its levels that are possible, and what to ask next; a finished one has its level."""
    half = {"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {"s8": "present"}}
    first = client.post("/instruments/sash-style/result", json=half).json()
    last = client.post("/instruments/sash-style/result", params={"language": "nl"}, content=AT_INTAKE).json()

    assert first["result"]["outcomes"]["concern"]["possible"] == ["medium", "high"]
    assert first["next_questions"]
    assert last["result"]["outcomes"]["concern"]["level"] == "high"
    assert ": Hoog" in last["explanation"]
    page = client.post("/instruments/sash-style/result/page", content=AT_INTAKE)
    assert page.headers["content-type"].startswith("text/html")
    assert "High" in page.text


@pytest.mark.parametrize(("path", "body", "status", "code"), [
    ("/instruments/sash-style/result", b"{", 422, "J-syntax"),
    ("/instruments/sash-style/result", b'{"instrument": {"id": "sash-style", "version": "0.2.0"}, '
                                       b'"answers": {"s1": "presnt"}}', 422, "A-unknown-option"),
    ("/instruments/sash-stile/result", AT_INTAKE, 404, "U-unknown-instrument"),
    ("/records", b'{"instrument": {"id": "sash-style", "version": "0.2.0"}, "answers": {}}', 400, "U-wrong-type"),
])
def test_what_is_refused_comes_back_as_problems(client: httpx.Client, path: str, body: bytes, status: int,
                                                code: str) -> None:
    """The status says who can mend it, and the problems are those of the library."""
    answer = client.post(path, content=body)

    assert (answer.status_code, code in [problem["code"] for problem in answer.json()["problems"]]) == (status, True)


def test_screening_is_kept_judged_and_told_as_a_history(client: httpx.Client) -> None:
    """Two screenings of a case, a rater who concludes otherwise, and what the file says then."""
    first = client.post("/records", content=AT_INTAKE)
    second = client.post("/records", content=LATER)
    assert (first.status_code, second.status_code) == (201, 201)
    kept, case = first.json(), first.json()["case"]

    assert riskscreen.read_record(client.get(f"/records/{kept['id']}").text).replay().same
    judgement = {"outcome": "concern", "level": "medium", "because": "The stalker is in custody."}
    judged = client.post(f"/records/{kept['id']}/judgements", json=judgement)
    allowed = riskscreen.load("sash-style").outcomes["concern"].override

    assert judged.status_code == (201 if allowed == "raise_or_lower" else 422)
    page = client.get(f"/records/{kept['id']}/page", params={"language": "nl"})
    assert page.status_code == 200
    told = client.get(f"/cases/{case}").json()
    assert len(told["timeline"]) == 2
    assert "2 screenings" in told["explanation"]
    assert client.get(f"/cases/{case}/page").status_code == 200


@pytest.mark.parametrize(("path", "code"), [
    ("/cases/nobody", "R-unknown-case"), ("/cases/nobody/page", "R-unknown-case"),
    ("/records/none", "U-unknown-record"), ("/records/none/page", "U-unknown-record")])
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str, code: str) -> None:
    """Not found is 404, with the code that says what."""
    answer = client.get(path)

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (404, code)


def test_nobody_works_with_it_unnamed(client: httpx.Client) -> None:
    """The log of the store says who looked, so somebody must."""
    assert client.get("/records/none", headers={"X-User": ""}).status_code == 422
