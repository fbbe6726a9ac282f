"""A law, and trying it on many cases of one instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskscreen.arguments import check_flags, instance, whole_or_none
from riskscreen.screening.instrument import Instrument

LawCase = Mapping[str, object]
WIDTH = 100
MOST_TOLD = 5


@attrs.frozen
class Law:
    """What scoring promises of every instrument.

    ``says`` completes the sentence *it must hold that ...*.  ``cases`` draws what the law is tried on: the answers, and
    whatever else there is to choose, each under the words that it is shown with.  ``broken_by`` gives the lines that
    tell what came out where it does not hold, and none where it does.
    """

    says: str
    cases: Callable[[Instrument], st.SearchStrategy[LawCase]]
    broken_by: Callable[[Instrument, LawCase], Iterable[str]]


class LawBroken(Exception):
    """A case in which a law does not hold, on its way out of Hypothesis."""

    def __init__(self, case: LawCase, told: list[str]) -> None:
        super().__init__(case, told)
        self.case, self.told = case, told


def assert_law(instrument: Instrument, law: Law, *, max_examples: int | None, derandomize: bool | None) -> None:
    """Try the law on drawn cases, and fail with the smallest one found in which it does not hold.

    Raises:
        AssertionError: With the law in words, the case and what came out.
    """
    __tracebackhide__ = True  # pytest then shows the reader's own line, and not ours

    instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")

    @_settings(max_examples=max_examples, derandomize=derandomize)
    @given(law.cases(instrument))
    def tried(case: LawCase) -> None:
        told = list(law.broken_by(instrument, case))
        if told:
            raise LawBroken(case, told)

    try:
        tried()
    except LawBroken as broken:
        raise AssertionError(failure_text(instrument, law, broken.case, broken.told)) from None


def failure_text(instrument: Instrument, law: Law, case: LawCase, told: list[str]) -> str:
    """What to say of a case in which a law does not hold."""
    lines = [f"{instrument.id} {instrument.version} breaks a law of scoring:", f"  {law.says}"]
    if case:
        lines += ["The smallest example found:", *(_shown(name, part) for name, part in case.items())]
    more = [f"... and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    return "\n".join([*lines, "What came out:", *(f"  {line}" for line in [*told[:MOST_TOLD], *more])])


def _shown(name: str, part: object) -> str:
    """One part of a case; many answers go on over several lines, and can still be copied into Python."""
    if not isinstance(part, Mapping):
        return f"  {name}: {part}"
    lines = [""]
    for piece in (f"{key!r}: {each!r}, " for key, each in part.items()):
        if len(lines[-1]) + len(piece) > WIDTH:
            lines.append("")
        lines[-1] += piece
    inside = "\n      ".join(line.rstrip() for line in lines).removesuffix(",")
    return f"  {name}: {{{inside}}}" if len(lines) == 1 else f"  {name}:\n    {{ {inside} }}"


def _settings(*, max_examples: int | None, derandomize: bool | None) -> settings:
    """The settings of the reader's own profile, but for what was asked; the time that a case takes is never a fault."""
    if derandomize is not None:
        check_flags(derandomize=derandomize)
    asked = {"max_examples": whole_or_none("max_examples", max_examples, least=1), "derandomize": derandomize}
    return settings(deadline=None, database=None, report_multiple_bugs=False, print_blob=False,
                    suppress_health_check=list(HealthCheck),
                    **{name: value for name, value in asked.items() if value is not None})  # type: ignore[arg-type]
