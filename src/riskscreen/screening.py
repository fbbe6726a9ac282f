"""What users hold: an instrument, and the result of scoring a case with it.

What scoring a case with an installed instrument does not need is imported where it is used: a program that screens one
case should not wait for what reads, checks and explains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from functools import partial as partial_function
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from riskscreen._json.writing import digest, write_pretty
from riskscreen.answers import check_answers, plain_answers
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.facts import Facts
from riskscreen.engine.score import Kept, facts_of_answers, score
from riskscreen.errors import needing, usage_error
from riskscreen.frozen import Frozen
from riskscreen.model.answer import Answers
from riskscreen.model.definition import About, Definition
from riskscreen.model.item import Item, Section
from riskscreen.model.named import Named
from riskscreen.model.number import Exact, Number, as_json, exact
from riskscreen.model.outcome import Level, Outcome
from riskscreen.model.scale import Scale
from riskscreen.model.text import Text
from riskscreen.version import VERSION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from riskscreen.analysis.analysis import Analysis
    from riskscreen.analysis.difference import Difference
    from riskscreen.analysis.finding import Finding
    from riskscreen.analysis.vectors import Vector
    from riskscreen.batch.program import Program
    from riskscreen.batch.scored import ScoredCodes
    from riskscreen.engine.trace import Trace
    from riskscreen.explain.changes import Changes
    from riskscreen.explain.comparison import Comparison
    from riskscreen.explain.hints import Hint
    from riskscreen.explain.questions import Questions
    from riskscreen.explain.reasons import Reasons


Table = TypeVar("Table")


class OutcomeResult(Frozen):
    """An outcome of one case: the lowest and the highest level over all completions of its open answers."""

    id: str
    title: Text
    at_least: Level
    at_most: Level
    exact: bool = True

    @property
    def level(self) -> Level | None:
        """The level, where every completion gives the same one."""
        return self.at_least if self.determined else None

    @property
    def determined(self) -> bool:
        """Whether every completion gives the same level."""
        return self.at_least == self.at_most


class ScaleResult(Frozen):
    """A scale of one case: the least and the most over all completions; whole numbers, or exact fractions."""

    id: str
    title: Text | None
    least: Exact
    most: Exact
    exact: bool = True

    @property
    def value(self) -> Exact | None:
        """The number, where every completion gives the same one."""
        return self.least if self.least == self.most else None


class Instrument(Frozen):
    """A questionnaire with its scoring rules, ready to score cases.

    Get one from `riskscreen.load`, `riskscreen.loads` or `Instrument.from_dict`.  Two instruments are equal when their
    definitions are.

    Examples:
        >>> import riskscreen
        >>> instrument = riskscreen.load("stalking-red-flags")
        >>> instrument.id, instrument.languages
        ('stalking-red-flags', ('en', 'nl'))
    """

    definition: Definition

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Instrument:
        """Build an instrument from a definition in plain values.

        Raises:
            InstrumentError: With every problem of the definition; floats are one, since scores are exact.
        """
        from riskscreen.definition.reading import definition_from  # noqa: PLC0415

        return cls(definition_from(document))

    @classmethod
    def from_json(cls, source: bytes | str) -> Instrument:
        """Build an instrument from a definition in JSON.

        Raises:
            InstrumentError: With every problem of the text, each with line and column.
            UsageError: If it is neither text nor bytes.
        """
        from riskscreen.definition.reading import read_definition  # noqa: PLC0415

        if not issubclass(type(source), bytes | str):
            raise usage_error("U-wrong-type", "A definition is read from text or bytes.", found=source,
                              expected="JSON text; use Instrument.from_dict for a mapping")
        return cls(read_definition(str.__str__(source) if isinstance(source, str) else source))

    @property
    def id(self) -> str:
        """The instrument's id."""
        return self.definition.id

    @property
    def version(self) -> str:
        """The version of its definition."""
        return self.definition.version

    @property
    def title(self) -> Text:
        """Its title in every language."""
        return self.definition.title

    @property
    def about(self) -> About:
        """Its status, what it is for and not for, its sources and its licence."""
        return self.definition.about

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that all its texts have."""
        return self.definition.languages

    @property
    def sections(self) -> Named[Section]:
        """Its sections by id."""
        return Named("section", {section.id: section for section in self.definition.sections})

    @property
    def items(self) -> Named[Item]:
        """All its items by id, in order."""
        return Named("item", {item.id: item for item in self.definition.items})

    @property
    def scales(self) -> Named[Scale]:
        """Its scales by id."""
        return Named("scale", {scale.id: scale for scale in self.definition.scales})

    @property
    def outcomes(self) -> Named[Outcome]:
        """Its outcomes by id."""
        return Named("outcome", {outcome.id: outcome for outcome in self.definition.outcomes})

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of the definition: the same content gives the same digest everywhere."""
        return digest(self.to_dict())

    @cached_property
    def compiled(self) -> Compiled:
        """The engine's form of the definition."""
        return compile_definition(self.definition)

    def score(self, answers: Mapping[str, object], *, partial: bool = False) -> Result:
        """Score one case.

        Args:
            answers: Item id to option id, ``"unknown"``, a number or a text; or a mapping with ``answer`` and its
                evidence (``because``, ``source``, ``indicators``).
            partial: Accept items that have no answer yet; they count as open, exactly as unknown ones do.

        Raises:
            AnswersError: With every problem of the answers; nothing is scored from answers that have one.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> answers = {item: "absent" for item in instrument.items}
            >>> instrument.score(answers | {"r1": "present"}).level
            <Level high of urgency>
            >>> instrument.score(answers | {"r1": "unknown"})
            <Result stalking-red-flags 0.1.0: low to high, 1 unknown>
        """
        return Result(self, *score(self.compiled, answers, partial=partial))

    def carry_over(self, result: Result) -> dict[str, object]:
        """The answers of a result of another instrument that this one's items can take, with what they rest on.

        Items share an answer where either instrument says that they ask the same (``same_as``).  What comes back can be
        scored as it is, with ``partial=True``, or be completed first.

        Raises:
            InstrumentError: If the two instruments do not agree about what asks the same.
            UsageError: If the result is of this instrument, in this version or in another.

        Examples:
            >>> import riskscreen
            >>> flags = riskscreen.load("stalking-red-flags").score({"r2": "present", "r3": "unknown"}, partial=True)
            >>> riskscreen.load("sash-style").carry_over(flags)
            {'s10': 'present'}
        """
        from riskscreen.carry_over import carried_answers  # noqa: PLC0415

        if not isinstance(result, Result):
            raise usage_error("U-wrong-type", "Answers are carried over from a result.", found=result,
                              expected="what score gives")
        other = result.instrument
        if other.id == self.id:
            raise usage_error("U-same-instrument", "Answers are carried over from another instrument.",
                              found=f"{other.id} {other.version}", expected="a result of another instrument")
        return carried_answers(self.definition, other.definition, result.answers)

    def analyse(self, *, seed: int = 0) -> Analysis:
        """What holds of the instrument over all answer sets: exact counts, with an example of each.

        Args:
            seed: For the sample that is drawn where there are too many joint states to follow.  ``analysis.exact``
                then is false, and ``analysis.seed`` and ``analysis.n_sampled`` say what was drawn.

        Examples:
            >>> import riskscreen
            >>> analysis = riskscreen.load("rihg-style").analyse()
            >>> analysis.n_answer_sets == 3**20, dict(analysis.levels)
            (True, {'low': 336, 'medium': 68157104, 'high': 3418626961})
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.analyse import analyse  # noqa: PLC0415

        return analyse(self.compiled, seed, Random(seed))

    def check(self, vectors: Sequence[Mapping[str, object] | Vector] | None = None, *,
              seed: int = 0) -> tuple[Finding, ...]:
        """What has meaning in the definition and makes no sense: findings, each with its place and what shows it.

        A *fault* is certain; a *doubt* is worth a look.  ``finding.accepted`` is the reason that the definition gives
        for keeping what a finding is about, or None.

        Args:
            vectors: Test vectors, as in the file beside a shipped instrument or from `Instrument.vectors`; then what
                they leave untried is found, too.
            seed: For the sample that is drawn where there are too many joint states to follow; what rests on it says
                so, and is a doubt.

        Raises:
            UsageError: If the vectors are no list of mappings.

        Examples:
            >>> import riskscreen
            >>> [finding.code for finding in riskscreen.load("stalking-red-flags").check() if not finding.accepted]
            []
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.check import check, checked_vectors  # noqa: PLC0415

        return check(self.compiled, checked_vectors(vectors), seed, Random(seed))

    def compare(self, other: Instrument, *, seed: int = 0) -> Difference:
        """What the other definition says differently, and for how many answer sets the level goes from what to what.

        Levels are compared where the same can be answered to both: the same scored items with the same options, under
        the same conditions.

        Args:
            other: Another version of the instrument, or another instrument.
            seed: For the sample that is drawn where there are too many joint states to follow.

        Raises:
            UsageError: If the other is no instrument.
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.difference import difference  # noqa: PLC0415

        if not isinstance(other, Instrument):
            raise usage_error("U-wrong-type", "An instrument is compared with another.", found=other,
                              expected="an Instrument, such as riskscreen.load gives")
        return difference(self.compiled, other.compiled, seed, Random(seed))

    def vectors(self, *, seed: int = 0) -> tuple[Vector, ...]:
        """Test vectors that leave nothing out: one for every joint state of the rules, and both sides of every cut-off.

        The smallest come first: those with the fewest answers away from the lowest.

        Args:
            seed: For the sample that is drawn where there are too many joint states to follow; each vector then says
                so (``exact``).

        Examples:
            >>> import riskscreen
            >>> vectors = riskscreen.load("stalking-red-flags").vectors()
            >>> len(vectors), vectors[0].outcomes
            (29, (('urgency', 'low'),))
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.vectors import vectors_of  # noqa: PLC0415

        return vectors_of(self.compiled, Random(seed))
    @cached_property
    def _program(self) -> Program:
        """The form of the instrument that scores columns."""
        from riskscreen.batch.program import program_of  # noqa: PLC0415

        return program_of(self.compiled)

    def score_codes(self, codes: NDArray[np.int8] | Mapping[str, NDArray[np.int8]], *, partial: bool = False,
                    outcomes: Collection[str] | None = None, scales: Collection[str] | None = None,
                    count_unknown: bool = True) -> ScoredCodes[Result]:
        """Score many cases, whose answers are codes; each row gives exactly what `score` gives.

        A code is the position of an option, or of a band, among those of its item.  -1 is *unknown*.  -2 is no answer:
        right where the item does not apply, and with *partial* anywhere.  -3 says that the item does not apply, and is
        refused where it may.  Texts, and numbers that are only recorded, take no part.

        Args:
            codes: int8, one row a case and one column a scored item, in the order of the items; or item id to column.
            partial: Accept items that apply and have no answer.
            outcomes: The ids of those to find; all, unless said otherwise.
            scales: The ids of those to give; all, unless said otherwise.
            count_unknown: Whether to count the unknown answers of each case.

        Raises:
            UsageError: For codes of another type or shape.
            AnswersError: If a row is not valid, with every problem by row and item; nothing is scored then.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> absent = dict.fromkeys(instrument.items, "absent")
            >>> scored = instrument.score_codes(instrument.encode([absent, absent | {"r1": "unknown"}]))
            >>> scored.at_least.tolist(), scored.at_most.tolist()
            ([0, 0], [0, 2])
        """
        from riskscreen.batch.score_codes import score_codes, wanted_of  # noqa: PLC0415

        wanted = wanted_of(self._program, outcomes, scales, counts_unknown=count_unknown)
        return score_codes(self._program, codes, partial=partial, wanted=wanted,
                           score=partial_function(self.score, partial=True))

    def score_table(self, data: Table, *, partial: bool = False, on_error: Literal["raise", "mark"] = "raise",
                    scales: bool = False) -> Table:
        """Score every row of a table, and give the table back with the results added, in the same order.

        There is a column for each item but texts, under the item's id; other columns are left alone.  A cell holds what
        `score` takes, or a code as in `score_codes`.  It is empty (null, NaN or an empty text) where the item does not
        apply, and with *partial* anywhere.

        The columns added are, for an instrument whose result is *concern*: ``concern``, the level where there is one;
        ``concern_at_least`` and ``concern_at_most``; and ``n_unknown``.

        Args:
            data: A table of pandas, polars or pyarrow, or a mapping of columns that are lists or arrays.
            partial: Accept items that apply and have no answer.
            on_error: What to do with rows that are not valid: *raise* refuses the table, *mark* leaves their results
                empty and says what is wrong in a column ``problem``.
            scales: Also add the least and the most of every scale, as ``total_least`` and ``total_most``.

        Raises:
            UsageError: For columns that are missing, stand twice or have the name of a result.
            AnswersError: If a row is not valid, with every problem by row and item, unless they are marked.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> table = {item: ["absent", "absent"] for item in instrument.items} | {"r1": ["present", "unknown"]}
            >>> scored = instrument.score_table(table)
            >>> scored["urgency"], scored["urgency_at_least"], scored["urgency_at_most"]
            (['high', None], ['high', 'low'], ['high', 'high'])
        """
        from riskscreen.batch.table import TableOptions, checked_options, score_mapping  # noqa: PLC0415

        options = checked_options(TableOptions(partial, on_error, scales))
        if isinstance(data, Mapping):
            return score_mapping(self._program, data, options)  # type: ignore[return-value]  # a mapping, as was given
        with needing("narwhals", "frame"):
            from riskscreen.frame import score_frame  # noqa: PLC0415
        scored: Table = score_frame(self._program, data, options)
        return scored

    def score_arrow(self, batch: Table, *, partial: bool = False, scales: bool = False) -> Table:
        """Score a record batch of Arrow: what engines call that send batches through a function.

        It is `score_table` with rows that are not valid marked, since an engine cannot stop at one.
        """
        return self.score_table(batch, partial=partial, on_error="mark", scales=scales)

    def encode_table(self, data: object) -> dict[str, NDArray[np.int8]]:
        """The codes of a table, a column for each item, as `score_codes` takes them: encoded once, scored many times.

        A cell that cannot be read gets a code that `score_codes` refuses.

        Raises:
            UsageError: For columns that are missing or stand twice; near names are suggested.
        """
        from riskscreen.batch.table import codes_of_mapping  # noqa: PLC0415

        if isinstance(data, Mapping):
            return codes_of_mapping(self._program, data)
        with needing("narwhals", "frame"):
            from riskscreen.frame import codes_of_frame  # noqa: PLC0415
        return codes_of_frame(self._program, data)

    def encode(self, cases: Iterable[Mapping[str, object]], *, partial: bool = False) -> NDArray[np.int8]:
        """The codes of cases, one row a case, as `score_codes` takes them; each case is checked as `score` checks it.

        Raises:
            AnswersError: With every problem of the first case that is not valid.
        """
        from riskscreen.batch.codes import encoded  # noqa: PLC0415

        return encoded(self.compiled, cases, partial=partial)

    def decode(self, row: Iterable[int]) -> dict[str, str | Number]:
        """The answers that a row of codes stands for; an item with numbers gets the lowest of its band.

        Raises:
            UsageError: If the row does not have a code for each scored item.
            AnswersError: If a code stands for nothing.
        """
        from riskscreen.batch.codes import checked_row, decoded  # noqa: PLC0415

        return decoded(self.compiled.items, checked_row(self.compiled.items, row))

    def template(self, language: str | None = None) -> dict[str, object]:
        """An answers file to fill in: every item, with what can be answered."""
        from riskscreen.definition.template import template  # noqa: PLC0415

        return template(self.definition, language)

    def answers_schema(self) -> dict[str, object]:
        """A JSON Schema for the answers of this instrument, for forms and other programs."""
        from riskscreen.definition.template import answers_schema  # noqa: PLC0415

        return answers_schema(self.definition)

    def to_dict(self) -> dict[str, Any]:
        """The definition in plain values; `Instrument.from_dict` gives an equal instrument."""
        from riskscreen.definition.write import document_of  # noqa: PLC0415

        return document_of(self.definition)

    def to_sql(self, dialect: str = "duckdb", *, table: str = "cases") -> str:
        """The scoring as one query that a database runs and an auditor reads, bounds included.

        *table* has a column for each item, with an option's id, ``unknown``, or nothing where an answer is still to
        come; numbers stand as numbers.  The query adds the columns of each step: what applies, scales, rules, and for
        each outcome its level (empty while open) with ``_at_least`` and ``_at_most``.  Scales stand in whole units.
        Where ``n_problems`` is above 0, a column holds what is no answer to its item, and there is no level.
        ``_exact`` is false where an item is open that can raise and lower the same thing: a query cannot follow what
        hangs together, so that the bounds hold there, but may be wider than those of `score`.

        Args:
            dialect: ``duckdb`` or ``postgres``.
            table: The table or view with the answers.

        Raises:
            UsageError: For another database, or an instrument with a rule for missing answers.

        Examples:
            >>> import riskscreen
            >>> print(riskscreen.load("stalking-red-flags").to_sql()[:89])
            -- stalking-red-flags 0.1.0: the scoring of each row of cases, bounds included.
            -- Unknow
        """
        from riskscreen.sql.query import query_of  # noqa: PLC0415

        return query_of(self.compiled, dialect, table)

    def to_html(self, language: str | None = None) -> str:
        """The instrument as a page of its own: what it is for, what it asks and what its levels rest on.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.html import instrument_page  # noqa: PLC0415

        return instrument_page(self.definition, language, digest=self.digest)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from riskscreen.explain.html import instrument_fragment  # noqa: PLC0415

        return instrument_fragment(self.definition, digest=self.digest)

    def to_json(self) -> str:
        """The definition as readable JSON; `riskscreen.loads` gives an equal instrument."""
        return write_pretty(self.to_dict())

    def __repr__(self) -> str:
        return f"<Instrument {self.id} {self.version}: {len(self.definition.items)} items, {self.about.status}>"


class Result(Frozen):
    """What scoring a case gives: a level where the answers settle it, else exact bounds, and the trace behind it.

    It informs a professional; it never decides about a person.
    """

    instrument: Instrument
    _kept: Kept
    _facts: Facts

    @property
    def level(self) -> Level | None:
        """The level of the instrument's result; None where open answers can still change it."""
        return self._result.level

    @property
    def at_least(self) -> Level:
        """The lowest level over all completions of the open answers."""
        return self._result.at_least

    @property
    def at_most(self) -> Level:
        """The highest level over all completions of the open answers."""
        return self._result.at_most

    @property
    def determined(self) -> bool:
        """Whether the level is the same whatever the open answers turn out to be."""
        return self._result.determined

    @property
    def exact(self) -> bool:
        """Whether the bounds are known to be reached; false only past the budget of joint states."""
        return self._result.exact

    @property
    def _result(self) -> OutcomeResult:
        return self.outcomes[self.instrument.definition.result]

    @property
    def outcomes(self) -> Named[OutcomeResult]:
        """Every outcome by id."""
        facts, outcomes = self._facts, self.instrument.definition.outcomes
        exact_ones = facts.outcomes_exact or (True,) * len(outcomes)
        return Named("outcome", {
            outcome.id: OutcomeResult(outcome.id, outcome.title, outcome.levels[low], outcome.levels[high], is_exact)
            for outcome, (low, high), is_exact in zip(outcomes, facts.outcomes, exact_ones, strict=True)})

    @property
    def scales(self) -> Named[ScaleResult]:
        """Every scale by id."""
        facts, scales = self._facts, self.instrument.definition.scales
        exact_ones = facts.scales_exact or (True,) * len(scales)
        return Named("scale", {
            scale.id: ScaleResult(scale.id, scale.title, exact(low, unit), exact(high, unit), is_exact)
            for scale, (low, high), unit, is_exact in
            zip(scales, facts.scales, self.instrument.compiled.units, exact_ones, strict=True)})

    @property
    def answers(self) -> Answers:
        """The state of every item, with the evidence given."""
        if isinstance(self._kept, Answers):
            return self._kept
        if len(self.instrument.compiled.items) < len(self.instrument.definition.items):
            return check_answers(self.instrument.definition, self._kept)  # items that scoring does not see count too
        return plain_answers(self.instrument.definition, self._kept)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The items that somebody looked at and could not tell."""
        return self.answers.with_state("unknown")

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The items that apply, or may apply, and that nobody answered."""
        return self.answers.with_state("unanswered")

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The items that do not apply to this case."""
        return self.answers.with_state("not_applicable")

    @property
    def trace(self) -> Trace:
        """Every scale, rule and outcome with the numbers behind it; built when it is read."""
        from riskscreen.engine.trace import trace_of  # noqa: PLC0415

        return trace_of(self.instrument.compiled, self.answers, self._facts)

    @property
    def next_instruments(self) -> tuple[str, ...]:
        """The ids of the instruments that come next, as the levels of the outcomes name them.

        While a level is not determined, those are among them that come next only at a level that is still possible;
        `explain` and `to_dict` say which.

        Examples:
            >>> import riskscreen
            >>> riskscreen.load("stalking-red-flags").score({}, partial=True).next_instruments
            ('sash-style',)
        """
        return tuple(self._next)

    @property
    def _next(self) -> Mapping[str, bool]:
        from riskscreen.explain.next_instruments import next_instruments  # noqa: PLC0415

        return next_instruments(self.instrument.definition, self.outcomes)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Ratings that are lower than a ticked indicator suggests: to look at again, never corrected."""
        from riskscreen.explain.hints import hints_of  # noqa: PLC0415

        return hints_of(self.instrument.definition, self.answers)

    def explain(self, language: str | None = None, *, details: bool = False) -> str:
        """The result in words.

        Args:
            language: One of the instrument's languages; English where it has it, unless said otherwise.
            details: The whole trace, instead of what decided the result.

        Raises:
            UsageError: For a language that the instrument does not have.
        """
        from riskscreen.explain.result_text import result_text  # noqa: PLC0415

        return result_text(self.instrument.definition, self.trace, self.hints, language, details=details)

    def why_at_least(self, outcome: str | None = None) -> Reasons:
        """All minimal sets of the given answers that alone force the outcome to its ``at_least`` or higher.

        Whatever all other answers are, each set is enough; without any one of its answers it is not.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> answers = dict.fromkeys(instrument.items, "absent") | {"r1": "present", "r2": "present"}
            >>> [sorted(answers) for answers in instrument.score(answers).why_at_least().expand()]
            [[('r1', 'present')], [('r2', 'present')]]
        """
        return self._why("at_least", outcome)

    def why_at_most(self, outcome: str | None = None) -> Reasons:
        """All minimal sets of the given answers that alone keep the outcome at its ``at_most`` or lower.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.
        """
        return self._why("at_most", outcome)

    def _why(self, claim: Literal["at_least", "at_most"], outcome: str | None) -> Reasons:
        from riskscreen.explain.reasons import reasons_of  # noqa: PLC0415

        name = self._outcome_named(outcome)
        return reasons_of(self.instrument.compiled, self.answers, self._facts, name, claim)

    def changes(self, to: str | Level, outcome: str | None = None) -> Changes:
        """All minimal sets of answers that, answered otherwise, move the outcome to a level.

        Open answers count too: what they would have to turn out to be.  Every change makes the level certain,
        whatever the answers that stay open; `what_if` with it gives that level.

        Args:
            to: A level of the outcome, or its id.
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have or a level that the outcome does not have;
                near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> result = instrument.score(dict.fromkeys(instrument.items, "absent") | {"r1": "present"})
            >>> [sorted(answers) for answers in result.changes(to="low").expand()]
            [[('r1', 'absent')]]
        """
        from riskscreen.explain.changes import changes_of  # noqa: PLC0415

        name = self._outcome_named(outcome)
        level = self.instrument.outcomes[name].level(to)
        return changes_of(self.instrument.compiled, self.answers, name, level)

    def next_questions(self, outcome: str | None = None) -> Questions:
        """The open items, those first whose answer can narrow the bounds the most, with what each answer would give.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> answers = dict.fromkeys(instrument.items, "absent") | {"r1": "unknown", "r5": "unknown"}
            >>> questions = instrument.score(answers).next_questions()
            >>> [(question.item, question.n_settling) for question in questions]
            [('r1', 1), ('r5', 0)]
        """
        from riskscreen.explain.questions import questions_of  # noqa: PLC0415

        return questions_of(self.instrument.compiled, self.answers, self._outcome_named(outcome))

    def what_if(self, changes: Mapping[str, object] | None = None, /, **answers: object) -> Result:
        """The result of the same case with these answers instead.

        Answers that no longer apply because of a change are left out; items that come to apply are open.

        Raises:
            AnswersError: For a change that is no answer to its item, or whose item does not apply.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> result = instrument.score(dict.fromkeys(instrument.items, "absent"))
            >>> result.what_if(r1="present").level
            <Level high of urgency>
        """
        from riskscreen.explain.what_if import changed_answers  # noqa: PLC0415

        changed = changed_answers(self.instrument.definition, self.answers, {**(changes or {}), **answers})
        return Result(self.instrument, changed, facts_of_answers(self.instrument.compiled, changed))

    def compare(self, other: Result) -> Comparison:
        """What differs between this result and another of the same instrument: answers, scales, rules, outcomes.

        Raises:
            UsageError: If the other result comes from another instrument, or from another version of it.
        """
        from riskscreen.explain.comparison import comparison_of  # noqa: PLC0415

        if other.instrument != self.instrument:
            raise usage_error("U-other-instrument", "Only results of one instrument can be compared.",
                              found=f"{other.instrument.id} {other.instrument.version}",
                              expected=f"{self.instrument.id} {self.instrument.version}")
        return comparison_of(self.instrument.definition, self.trace, other.trace)

    def _outcome_named(self, outcome: str | None) -> str:
        return self._result.id if outcome is None else self.outcomes[outcome].id

    def to_html(self, language: str | None = None, *, case: str | None = None, as_of: str | None = None,
                rater: str | None = None, source: str | None = None) -> str:
        """The result as a page of its own, for the screen and for paper.

        It loads nothing and runs nothing.  A usual case takes one sheet of A4.

        Args:
            language: One of the instrument's; without it English, or else its first.
            case: A pseudonym for the case, never a name; like the other texts it stands at the head of the page.
            as_of: The date or the moment that the answers are about.
            rater: Who answered.
            source: What the answers were taken from.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> result = riskscreen.load("stalking-red-flags").score({"r1": "present"}, partial=True)
            >>> result.to_html("nl", case="pseudonym-7").startswith("<!DOCTYPE html>")
            True
        """
        from riskscreen.explain.html import result_page  # noqa: PLC0415

        about = {"case": case, "as_of": as_of, "rater": rater, "source": source}
        return result_page(self.instrument.definition, self.trace, self.hints, language,
                           digest=self.instrument.digest, about=about)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from riskscreen.explain.html import result_fragment  # noqa: PLC0415

        return result_fragment(self.instrument.definition, self.trace, self.hints, digest=self.instrument.digest)

    def to_dict(self) -> dict[str, object]:
        """Everything about the result in plain values, ready for JSON; the same bytes on every machine."""
        definition = self.instrument.definition
        return {
            "instrument": {"id": definition.id, "version": definition.version, "digest": self.instrument.digest},
            "engine": VERSION,
            "result": definition.result,
            "outcomes": {outcome.id: _outcome_dict(outcome) for outcome in self.outcomes.values()},
            "scales": {scale.id: {"least": as_json(scale.least), "most": as_json(scale.most), "exact": scale.exact}
                       for scale in self.scales.values()},
            "unknown": list(self.unknown),
            "unanswered": list(self.unanswered),
            "not_applicable": list(self.not_applicable),
            "hints": [hint.to_dict() for hint in self.hints],
            "next_instruments": {name: {"determined": is_certain} for name, is_certain in self._next.items()},
            **({} if definition.about.status == "validated" else {"not_for": definition.about.not_for.to_dict()}),
            "answers": self.answers.to_json(),
            "trace": self.trace.to_dict(),
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (self.instrument, self.answers, self._facts) == (other.instrument, other.answers, other._facts)

    def __hash__(self) -> int:
        return hash((self.instrument, self.answers))

    def __repr__(self) -> str:
        span = self.at_least.id if self.determined else f"{self.at_least.id} to {self.at_most.id}"
        counts = [f"{len(ids)} {word}" for ids, word in ((self.unknown, "unknown"), (self.unanswered, "unanswered"))
                  if ids]
        return f"<Result {self.instrument.id} {self.instrument.version}: {', '.join([span, *counts])}>"


def _outcome_dict(outcome: OutcomeResult) -> dict[str, object]:
    return {"level": outcome.level.id if outcome.level else None, "at_least": outcome.at_least.id,
            "at_most": outcome.at_most.id, "determined": outcome.determined, "exact": outcome.exact}
