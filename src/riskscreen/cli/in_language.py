"""Errors about answers, said in the language that was asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from riskscreen.errors import AnswersError
from riskscreen.explain.words.problems import told_in
from riskscreen.explain.words.terms import Terms
from riskscreen.model.definition import Definition


class Said(AnswersError):
    """The same error, with what it says in another language; what it says to programs stays."""

    def __init__(self, error: AnswersError, said: str) -> None:
        self.error, self.said = error, said
        super().__init__(error.problems, about=error.about, n_problems=error.n_problems)

    def __str__(self) -> str:
        return self.said

    def to_dict(self) -> dict[str, object]:
        """What the error itself gives."""
        return self.error.to_dict()


@contextlib.contextmanager
def in_language(definition: Definition, language: str) -> Iterator[None]:
    """Say what is wrong with answers to an instrument in a language of it."""
    try:
        yield
    except AnswersError as error:
        raise Said(error, told_in(Terms(definition, language), error)) from error
