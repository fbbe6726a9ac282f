"""The form as a widget: the page in a frame, and its answers as an answers file that both sides have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from riskscreen.arguments import instance, names
from riskscreen.documents.answers_file import AnswersFile, read_answers_file, write_answers_file
from riskscreen.errors import RiskscreenError
from riskscreen.form.page import form_page
from riskscreen.screening.instrument import Instrument

_HEIGHT = 640


class Form(anywidget.AnyWidget):
    """A form to fill in, in a cell.

    What is filled in is here as soon as it is typed: ``result`` is a `Result`, None while nothing is answered, and can
    be observed; ``answers`` are the answers, and setting them fills the form in; ``answers_file`` is the same as the
    text of an answers file, as the form saves it.
    The page keeps to its frame: two forms in a notebook know nothing of each other.  Nothing is stored here; a notebook
    that saves the state of its widgets saves the answers too.

    What comes from a browser is checked like any other input.  Where it is refused there is no result, and ``error``
    is what is wrong.

    Examples:
        >>> import riskscreen
        >>> form = Form(riskscreen.load("stalking-red-flags"))
        >>> form.observe(lambda change: print(change["new"]), "result")
        >>> form.answers = {"r1": "present"}
        <Result stalking-red-flags 0.2.0: high, 11 unanswered>
    """

    _esm = (__spec__.loader.get_data(__file__.rpartition("form.py")[0] + "widget.js")  # type: ignore[union-attr]  # loaders of files and of zips both have it
            .decode())

    page = traitlets.Unicode("").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Int(_HEIGHT).tag(sync=True)
    answers_file = traitlets.Unicode("").tag(sync=True)
    result = traitlets.Any(None, allow_none=True)
    error = traitlets.Any(None, allow_none=True)

    def __init__(self, instrument: Instrument, answers: Mapping[str, object] | None = None, *,
                 languages: Sequence[str] | None = None, height: int = _HEIGHT) -> None:
        """Show the form of an instrument.

        Args:
            instrument: What is asked.
            answers: What is answered already.
            languages: The languages that it can be switched to, the first of which it opens in; all, unless said
                otherwise.
            height: How high the frame is, in pixels.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
            AnswersError: Where the answers do not fit, with every problem.
        """
        self.instrument = instance("instrument", instrument, Instrument, how="an Instrument, as riskscreen.load gives")
        wanted = instrument.languages if languages is None else names("languages", languages)
        page = form_page(instrument.definition, [instrument.diagram(outcome) for outcome in instrument.outcomes],
                         instrument.digest, wanted, is_embedded=True)
        super().__init__(page=page, title=instrument.title[next(iter(wanted))], height=height)
        if answers is not None:
            self.answers = answers

    @property
    def answers(self) -> Mapping[str, object]:
        """The answers so far, as they can be scored; none where what came from the browser was refused."""
        return {} if self.result is None else dict(self.result.to_dict()["answers"])

    @answers.setter
    def answers(self, answers: Mapping[str, object]) -> None:
        """Fill the form in.

        Raises:
            AnswersError: Where they do not fit, with every problem; then the form stays as it is.
        """
        plain: Any = self.instrument.score(answers, partial=True).to_dict()["answers"]
        self.answers_file = write_answers_file(AnswersFile(self.instrument.id, self.instrument.version, plain))

    @traitlets.observe("answers_file")
    def _heard(self, change: Mapping[str, Any]) -> None:
        """Score what is there now."""
        try:
            file = read_answers_file(change["new"], self.instrument.definition, partial=True)
            found, error = (self.instrument.score(file, partial=True) if file.answers else None), None
        except RiskscreenError as refused:
            found, error = None, refused
        self.error, self.result = error, found

    def __repr__(self) -> str:
        """One line: which instrument, and what comes out so far."""
        return f"<Form {self.instrument.id}: {'nothing answered' if self.result is None else repr(self.result)}>"

