"""A small web application around riskscreen: a form, results while it is filled in, records, judgements and histories.

    pip install -e '.[web]'
    uvicorn --app-dir examples web_application:app

Then http://127.0.0.1:8000/docs shows what it answers to.  Who works with it is said in the header ``X-User`` here,
which anybody can write: put your own sign-in in `user`.  ``RISKSCREEN_STORE`` says where records are kept.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel

import riskscreen as rs
from riskscreen.store import RecordStore


@asynccontextmanager
async def opened(application: FastAPI) -> AsyncIterator[None]:
    """The store is open as long as the application runs."""
    with RecordStore(os.environ.get("RISKSCREEN_STORE", "screenings.db"), actor="web application") as store:
        application.state.store = store
        yield


app = FastAPI(title="Screenings", lifespan=opened)


def user(x_user: Annotated[str, Header()]) -> str:
    """Who asks: the place for a real sign-in."""
    return x_user


def store(request: Request, name: Annotated[str, Depends(user)]) -> RecordStore:
    """The store, worked with by whoever asks, so that its log says who looked at what."""
    shared: RecordStore = request.app.state.store
    return shared.acting(name)


Store = Annotated[RecordStore, Depends(store)]


async def answers(request: Request) -> bytes:
    """The body as it was sent: `read_answers` reads it, with exact decimals and every problem at its place."""
    return await request.body()


Answers = Annotated[bytes, Depends(answers)]


class Judgement(BaseModel):
    """What a rater concludes."""

    outcome: str
    level: str
    because: str


# What is refused comes back as the problems that the library found, with a status that says who can mend it.


STATUS = {"R-same-id": 409, "R-unknown-case": 404, "R-store-busy": 503, "R-store-unreachable": 503}


def refusing(status: int) -> Callable[[Request, Exception], Response]:
    """What answers an error of the library."""
    def answer(_: Request, error: Exception) -> Response:
        assert isinstance(error, rs.RiskscreenError)
        return JSONResponse(error.to_dict(), STATUS.get(error.problems[0].code, status))

    return answer


for kind, code in ((rs.AnswersError, 422), (rs.RecordError, 422), (rs.UsageError, 400), (rs.UnknownName, 404)):
    app.add_exception_handler(kind, refusing(code))


# Instruments and results: nothing of these is kept.


@app.get("/instruments")
def instruments(language: str = "en") -> list[dict[str, str]]:
    """What can be screened with."""
    return [{"id": found.id, "version": found.version, "title": found.title[language]} for found in rs.available()]


@app.get("/instruments/{name}/questions")
def questions(name: str, language: str | None = None) -> dict[str, Any]:
    """The questions as data, for a front end of one's own."""
    return dict(rs.load(name).form(language))


@app.get("/instruments/{name}/form", response_class=HTMLResponse)
def form(name: str) -> str:
    """The form as a page that sends nothing anywhere."""
    return str(rs.load(name).to_form())


@app.post("/instruments/{name}/result")
def result(name: str, body: Answers, language: str = "en") -> dict[str, Any]:
    """What comes out so far, what to ask next, and both in words; the body is an answers file, finished or not."""
    instrument = rs.load(name)
    found = instrument.score(rs.read_answers(body, instrument, partial=True), partial=True)
    return {"result": found.to_dict(), "next_questions": found.next_questions().to_dict(),
            "explanation": found.explain(language)}


@app.post("/instruments/{name}/result/page", response_class=HTMLResponse)
def result_page(name: str, body: Answers, language: str = "en") -> str:
    """The same as a page to read or to print."""
    instrument = rs.load(name)
    found = instrument.score(rs.read_answers(body, instrument, partial=True), partial=True)
    return str(found.to_html(language=language))


# Records: what is kept, by whom, and how a case went on.


@app.post("/records", status_code=201)
def keep(body: Answers, kept_in: Store, name: Annotated[str, Depends(user)]) -> dict[str, Any]:
    """Score an answers file that says which case it is, and keep a record of it."""
    instrument = rs.load(rs.read_answers(body, partial=True).instrument)
    file = rs.read_answers(body, instrument, partial=True)
    record = instrument.score(file, partial=True).record(rater=file.rater or name, made_at=datetime.now(UTC))
    kept_in.append(record)
    return dict(record.to_dict())


@app.get("/records/{record_id}")
def record(record_id: str, kept_in: Store) -> dict[str, Any]:
    """A record as it was kept."""
    return dict(kept_in.record(record_id).to_dict())


@app.get("/records/{record_id}/page", response_class=HTMLResponse)
def record_page(record_id: str, kept_in: Store, language: str = "en") -> str:
    """A record to read, with the rater's own level beside the computed one."""
    return str(kept_in.record(record_id).to_html(language, shelf=kept_in))


@app.post("/records/{record_id}/judgements", status_code=201)
def judge(record_id: str, judgement: Judgement, kept_in: Store, name: Annotated[str, Depends(user)]) -> dict[str, Any]:
    """What a rater concludes otherwise, with the reason."""
    return dict(kept_in.judge(record_id, judgement.outcome, judgement.level, because=judgement.because, by=name,
                              at=datetime.now(UTC)).to_dict())


@app.get("/cases/{case}")
def history(case: str, kept_in: Store, language: str = "en") -> dict[str, Any]:
    """How a case went on."""
    told = kept_in.history(case)
    return {"case": case, "timeline": [entry.to_dict() for entry in told.timeline()],
            "explanation": told.explain(language)}


@app.get("/cases/{case}/page", response_class=HTMLResponse)
def history_page(case: str, kept_in: Store, language: str = "en") -> str:
    """The same as a page."""
    return str(kept_in.history(case).to_html(language))
