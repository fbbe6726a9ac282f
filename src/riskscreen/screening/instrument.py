"""An instrument, ready to score cases; thin, each method is one call into the stage that does it.

What a program that only scores does not need is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from functools import partial as partial_function
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs

from riskscreen._json.writing import digest, write_pretty
from riskscreen.arguments import check_flags, elements, instance, names, text, whole
from riskscreen.engine.compile import Compiled, compile_definition
from riskscreen.engine.score import score
from riskscreen.errors import needing, usage_error, wrong_type
from riskscreen.model.definition import About, Definition
from riskscreen.model.item import Item, Section
from riskscreen.model.named import Named
from riskscreen.model.number import Number
from riskscreen.model.outcome import Outcome
from riskscreen.model.scale import Scale
from riskscreen.model.text import Text
from riskscreen.progress import Progress, Ticks, listener
from riskscreen.screening.result import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from riskscreen.analysis.counting.analysis import Analysis
    from riskscreen.analysis.counting.difference import Difference
    from riskscreen.analysis.findings.finding import FindingList
    from riskscreen.analysis.mutation.mutations import Mutations
    from riskscreen.analysis.mutation.vectors import Vector
    from riskscreen.batch.columns.program import Program
    from riskscreen.batch.rows.cells import ItemCells
    from riskscreen.batch.rows.given import Cases
    from riskscreen.batch.rows.packed import PackedCodes
    from riskscreen.batch.scored import ScoredCodes
    from riskscreen.documents.answers_file import AnswersFile
    from riskscreen.model.condition import Condition
    from riskscreen.model.diagram import Diagram


AnyTable = TypeVar("AnyTable")


@attrs.frozen
class Instrument:
    """A questionnaire with its scoring rules, ready to score cases.

    Get one from `riskscreen.load`, `riskscreen.loads` or `Instrument.from_dict`.  Two instruments are equal when their
    definitions say the same to the letter, which is when their digests are equal.

    Examples:
        >>> import riskscreen
        >>> instrument = riskscreen.load("stalking-red-flags")
        >>> instrument.id, instrument.languages
        ('stalking-red-flags', ('en', 'nl'))
    """

    definition: Definition

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.definition, Definition):
            raise wrong_type("An instrument is made of a definition.", self.definition,
                             "a definition; get an instrument from riskscreen.load, loads or Instrument.from_dict")

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
    def _compiled(self) -> Compiled:
        """The engine's form of the definition."""
        return compile_definition(self.definition)

    def score(self, answers: Mapping[str, object] | AnswersFile, *, partial: bool = False) -> Result:
        """Score one case.

        Args:
            answers: Item id to option id, ``"unknown"``, a number or a text; or a mapping with ``answer`` and its
                evidence (``because``, ``source``, ``indicators``).  Or an answers file as `riskscreen.read_answers`
                gives it: then the result keeps the case, the moment, the rater and the notes for its page.
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
            <Result stalking-red-flags 0.2.0: low or high, 1 unknown>
        """
        if partial is not False:
            check_flags(partial=partial)
        if issubclass(type(answers), (dict, Mapping)):  # a dict at once, which most are; a foreign value is not asked
            return Result(self, *score(self._compiled, answers, partial=partial))
        given, file = self._given_in(answers)
        # Answers to an earlier version: the items that are new are unanswered.
        is_earlier = file is not None and file.version in self.definition.reads
        return Result(self, *score(self._compiled, given, partial=partial or is_earlier), file=file)

    def _given_in(self, answers: object) -> tuple[object, AnswersFile | None]:
        """The answers that a file gives to this instrument, and the file; what is no file is given back as it is."""
        from riskscreen.documents.answers_file import AnswersFile, answers_in  # noqa: PLC0415

        if type(answers) is not AnswersFile:
            return answers, None
        return answers_in(answers, self.definition), answers

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

        other = instance("result", result, Result, how="a Result, such as score gives").instrument
        if other.id == self.id:
            raise usage_error("U-same-instrument", "Answers are carried over from another instrument.",
                              found=f"{other.id} {other.version}", expected="a result of another instrument")
        return carried_answers(self.definition, other.definition, result.answers)

    def with_rule(self, rule: str, when: Mapping[str, Any] | Condition, *, outcome: str | None = None) -> Instrument:
        """The instrument with another cut-off, or another condition, for one rule, to see what that would do.

        It is a variant, and says so wherever it is named: its version is that of this instrument, with ``-variant.x``
        and eight digits of a digest of its content behind it, and its status is *draft*.  It takes answers files of
        this version.  What was said of the changed rule (``because``, its sources) and of studies and findings of the
        instrument is left out; other texts stay, so that what a level's meaning says may no longer hold.

        Args:
            rule: The id of a rule; where an outcome has bands, the level of one.
            when: Its condition, as a definition says it, or as the model has it.
            outcome: Which outcome; the instrument's result unless said otherwise.

        Raises:
            UsageError: For a rule or an outcome that there is not; near names are suggested.
            InstrumentError: With every problem of the condition.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> variant = instrument.with_rule("other_flag", {"scale": "other_flags", "at_least": 2})
            >>> variant.version.startswith("0.2.0-variant.x"), variant.about.status
            (True, 'draft')
            >>> one_flag = dict.fromkeys(instrument.items, "absent") | {"r5": "present"}
            >>> instrument.score(one_flag).level, variant.score(one_flag).level
            (<Level medium of urgency>, <Level low of urgency>)
        """
        from riskscreen.definition.variant import with_rule  # noqa: PLC0415

        found = self.outcomes[self.definition.result if outcome is None else text("outcome", outcome)]
        return Instrument(with_rule(self.definition, found, text("rule", rule), when))

    def analyse(self, *, seed: int = 0, progress: Progress | None = None) -> Analysis:
        """What holds of the instrument over all answer sets: exact counts, with an example of each.

        Args:
            seed: For the sample that is drawn where there is too much to follow over all.  ``analysis.exact``
                then is false, and ``analysis.seed`` and ``analysis.n_sampled`` say what was drawn.
            progress: Told after each step how many are done, and of how many; what it raises ends the work.

        Examples:
            >>> import riskscreen
            >>> analysis = riskscreen.load("rihg-style").analyse()
            >>> analysis.n_answer_sets == 3**20, dict(analysis.levels)
            (True, {'low': 336, 'medium': 68157104, 'high': 3418626961})
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.counting.analyse import analyse  # noqa: PLC0415

        seed = whole("seed", seed)
        return analyse(self._compiled, seed, Random(seed), listener(progress))

    def mutations(self, vectors: Sequence[Mapping[str, object] | Vector], *, seed: int = 0,
                  progress: Progress | None = None) -> Mutations:
        """How many small mistakes in the definition these vectors would notice.

        A mistake is one change, such as a cut-off that is off by one or a rule that is missing.  One that gives every
        answer set the same levels is no mistake that could be noticed: these are found exactly, and left out.

        Args:
            vectors: What a vectors file has under ``vectors``, or `Instrument.vectors`.
            seed: For the answer sets that are drawn, some of which may show what a mistake changes.
            progress: Told after each step how many are done, and of how many; what it raises ends the work.

        Raises:
            UsageError: If a vector expects what the definition itself does not give.

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> instrument.mutations(instrument.vectors()).score
            Fraction(1, 1)
            >>> instrument.mutations([]).score
            Fraction(0, 1)
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.findings.check import checked_vectors  # noqa: PLC0415
        from riskscreen.analysis.mutation.mutations import mutations_of  # noqa: PLC0415

        return mutations_of(self._compiled, checked_vectors(vectors), Random(whole("seed", seed)), listener(progress))

    def check(self, vectors: Sequence[Mapping[str, object] | Vector] | None = None, *,
              seed: int = 0) -> FindingList:
        """What has meaning in the definition and makes no sense: findings, each with its place and what shows it.

        A *fault* is certain; a *doubt* is worth a look.  ``finding.accepted`` is the reason that the definition gives
        for keeping what a finding is about, or None.

        Args:
            vectors: Test vectors, as in the file beside a shipped instrument or from `Instrument.vectors`; then what
                they leave untried is found, too.
            seed: For the sample that is drawn where there is too much to follow over all; what rests on it says
                so, and is a doubt.

        Raises:
            UsageError: If the vectors are no list of mappings.

        Examples:
            >>> import riskscreen
            >>> [finding.code for finding in riskscreen.load("stalking-red-flags").check() if not finding.accepted]
            []
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.findings.check import check, checked_vectors  # noqa: PLC0415

        seed = whole("seed", seed)
        return check(self._compiled, None if vectors is None else checked_vectors(vectors), seed, Random(seed))

    def compare(self, other: Instrument, *, seed: int = 0) -> Difference:
        """What the other definition says differently, and for how many answer sets the level goes from what to what.

        Levels are compared where the same can be answered to both: the same scored items with the same options, under
        the same conditions.

        Args:
            other: Another version of the instrument, or another instrument.
            seed: For the sample that is drawn where there is too much to follow over all answer sets.

        Raises:
            UsageError: If the other is no instrument.
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.counting.difference import difference  # noqa: PLC0415

        other = instance("other", other, Instrument, how="an Instrument, such as riskscreen.load gives")
        seed = whole("seed", seed)
        return difference(self._compiled, other._compiled, seed, Random(seed))

    def vectors(self, *, seed: int = 0) -> tuple[Vector, ...]:
        """Test vectors: every joint state of the rules, both sides of every cut-off, and every small mistake noticed.

        Whichever of the mistakes that `mutations` tries is made in the definition, some vector has another level or
        number then, or is refused; a mistake that survives gives every complete set of answers the same.  It is so
        within budgets: of a very large instrument only a part of the mistakes is tried.  Those for rules and cut-offs
        come first, the smallest first: with the fewest answers away from the lowest.

        Args:
            seed: For the answer sets that are drawn, many of which notice a mistake, and for the sample where there are
                too much to follow over all answer sets; each vector then says so (``exact``).

        Examples:
            >>> import riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> vectors = instrument.vectors()
            >>> len(vectors), vectors[0].outcomes
            (29, (('urgency', 'low'),))
            >>> instrument.mutations(vectors).survivors
            ()
        """
        from random import Random  # noqa: PLC0415

        from riskscreen.analysis.mutation.vectors import vectors_of  # noqa: PLC0415

        return vectors_of(self._compiled, Random(whole("seed", seed)))

    @cached_property
    def _program(self) -> Program:
        """The form of the instrument that scores columns."""
        from riskscreen.batch.columns.program import program_of  # noqa: PLC0415

        return program_of(self._compiled)

    def score_codes(self, codes: NDArray[np.int8] | Mapping[str, NDArray[np.int8]] | PackedCodes, *,
                    partial: bool = False, outcomes: Collection[str] | None = None,
                    scales: Collection[str] | None = None, count_unknown: bool = True) -> ScoredCodes[Result]:
        """Score many cases, whose answers are codes; each row gives exactly what `score` gives.

        A code is the position of an option, or of a band, among those of its item.  -1 is *unknown*.  -2 is no answer:
        right where the item does not apply, and with *partial* anywhere.  -3 says that the item does not apply, and is
        refused where it may.  What is masked is no answer.  Texts, and numbers that are only recorded, take no part.

        Args:
            codes: int8, one row a case and one column a scored item, in the order of the items; or item id to column;
                or what `pack` made of either.
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

        check_flags(partial=partial, count_unknown=count_unknown)
        outcomes = None if outcomes is None else names("outcomes", outcomes)
        scales = None if scales is None else names("scales", scales)
        wanted = wanted_of(self._program, outcomes, scales, counts_unknown=count_unknown)
        return score_codes(self._program, codes, partial=partial, wanted=wanted,
                           score=partial_function(self.score, partial=True), possible=self._possible_ranks)

    def _possible_ranks(self, cases: Cases, outcome: str) -> NDArray[np.uint32]:
        """What results of `score_codes` ask for when somebody wants to see it."""
        from riskscreen.batch.score_codes import possible_ranks  # noqa: PLC0415

        return possible_ranks(self._program, cases, outcome)

    def pack(self, cases: object) -> PackedCodes:
        """Cases in the form that `score_codes` takes quickest: who scores the same cases again packs them once.

        They take some two or three bits an answer with two options.  Any instrument with the same items and options can
        score them, such as a variant with other cut-offs.  Answers that are sets, for which there are no codes, are
        kept as they are.

        Args:
            cases: Codes as for `score_codes`; or a table as for `score_table`; or any number of cases as for `score`,
                one after the other.  A mapping with a column of int8 has codes, since answers are rarely kept so.

        Raises:
            UsageError: For codes, or a table, of another type or shape.
            AnswersError: If a code or cell stands for nothing, with each by row and item; or with every problem of the
                first case that is not valid.

        Examples:
            >>> import numpy, riskscreen
            >>> instrument = riskscreen.load("stalking-red-flags")
            >>> codes = numpy.zeros((1000, len(instrument.items)), numpy.int8)
            >>> packed = instrument.pack(codes)
            >>> packed, codes.nbytes, packed.nbytes
            (<PackedCodes of 1000 cases, 12 items>, 12000, 1500)
            >>> instrument.score_codes(packed) == instrument.score_codes(codes)
            True
        """
        import numpy as np  # noqa: PLC0415  # only who scores many cases needs it

        from riskscreen.batch.encoding import given_cases, given_cells  # noqa: PLC0415
        from riskscreen.batch.rows.given import given_codes, is_table_of_codes  # noqa: PLC0415
        from riskscreen.batch.rows.packed import pack  # noqa: PLC0415

        if isinstance(cases, np.ndarray) or is_table_of_codes(cases):
            given = given_codes(self._compiled.items, cases)
        elif isinstance(cases, Mapping) or hasattr(type(cases), "columns"):
            given = given_cells(self._program, self._cells(cases))
        else:
            given = given_cases(self._compiled, elements("cases", cases))
        return pack(self._compiled.items, given)

    def score_table(self, data: AnyTable, *, partial: bool = False, on_error: Literal["raise", "mark"] = "raise",
                    scales: bool = False, progress: Progress | None = None) -> AnyTable:
        """Score every row of a table, and give the table back with the results added, in the same order.

        There is a column for each item but texts, under the item's id; other columns are left alone.  A cell holds a
        plain answer as `score` takes it, never the position of an option: a whole number is the option with those
        digits as its id.  A float is read where it is a whole number, which is what a column of whole numbers holds
        once a cell is empty.  A cell is empty (null, NaN, masked or an empty text) where the item does not apply, and
        with *partial* anywhere.

        A set is a list, or a text: ``medium|high``, and for numbers ``10..20``, ``10..`` or ``..20``.

        The columns added are, for an instrument whose result is *concern*: ``concern``, the level where there is one;
        ``concern_at_least`` and ``concern_at_most``; ``concern_possible``, the levels that can still occur, joined by
        ``|``; ``n_unknown`` and ``n_narrowed``.

        Args:
            data: A table of pandas, polars or pyarrow, or a mapping of columns that are lists or arrays.
            partial: Accept items that apply and have no answer.
            on_error: What to do with rows that are not valid: *raise* refuses the table, *mark* leaves their results
                empty and says what is wrong in a column ``problem``.
            scales: Also add the least and the most of every scale, as ``total_least`` and ``total_most``.
            progress: Told after each step how many are done, and of how many; what it raises ends the work.

        Raises:
            UsageError: For columns that are missing, stand twice, have no name or have the name of a result.
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

        check_flags(partial=partial, scales=scales)
        text("on_error", on_error)
        options = checked_options(TableOptions(partial, on_error, scales))
        ticks = Ticks(listener(progress), len(self._program.items) + 1)  # each column is read, then all rows are scored
        if isinstance(data, Mapping):
            return score_mapping(self._program, data, options, ticks)  # type: ignore[return-value]  # a mapping again
        with needing("narwhals", "frame"):
            from riskscreen.frame import score_frame  # noqa: PLC0415
        scored: AnyTable = score_frame(self._program, data, options, ticks)
        return scored

    def score_arrow(self, batch: AnyTable, *, partial: bool = False, scales: bool = False) -> AnyTable:
        """Score a record batch of Arrow: what engines call that send batches through a function.

        It is `score_table` with rows that are not valid marked, since an engine cannot stop at one.
        """
        return self.score_table(batch, partial=partial, on_error="mark", scales=scales)

    def encode_table(self, data: object) -> dict[str, NDArray[np.int8]]:
        """The codes of a table, a column for each item, as `score_codes` takes them: encoded once, scored many times.

        Empty cells get the code of no answer; whether an item may go without one is found when the codes are scored.

        Raises:
            UsageError: For columns that are missing, stand twice or have no name; near names are suggested.
            AnswersError: For cells that hold no answer to their item, or a set, with each by row and item.
        """
        from riskscreen.batch.encoding import codes_of_cells  # noqa: PLC0415

        return codes_of_cells(self._program, self._cells(data))

    def _cells(self, data: object) -> list[ItemCells]:
        """The cells of a table."""
        from riskscreen.batch.encoding import cells_of_mapping  # noqa: PLC0415

        if isinstance(data, Mapping):
            return cells_of_mapping(self._program, data)
        with needing("narwhals", "frame"):
            from riskscreen.frame import cells_of_frame  # noqa: PLC0415
        return cells_of_frame(self._program, data)

    def encode(self, cases: Iterable[Mapping[str, object]], *, partial: bool = False) -> NDArray[np.int8]:
        """The codes of cases, one row a case, as `score_codes` takes them; each case is checked as `score` checks it.

        A set of answers has no code: `pack` takes cases with sets.

        Raises:
            AnswersError: With every problem of the first case that is not valid, or that has a set.
        """
        from riskscreen.batch.rows.codes import encoded  # noqa: PLC0415

        check_flags(partial=partial)
        return encoded(self._compiled, elements("cases", cases), partial=partial)

    def decode(self, row: Iterable[int]) -> dict[str, str | Number]:
        """The answers that a row of codes stands for, never a set; an item with numbers gets the lowest of its band.

        Raises:
            UsageError: If the row does not have a code for each scored item.
            AnswersError: If a code stands for nothing.
        """
        from riskscreen.batch.rows.codes import checked_row, decoded  # noqa: PLC0415

        return decoded(self._compiled.items, checked_row(self._compiled.items, elements("row", row)))

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

    def to_sql(self, dialect: str = "duckdb", *, table: str = "cases", keep: Sequence[str] = ("case",),
               prefix: str = "") -> str:
        """The scoring as one query that a database runs and an auditor reads, bounds included.

        *table* has a column for each item, with an option's id, ``unknown``, or nothing where an answer is still to
        come; numbers stand as numbers or as text.  The query reads these columns and those in *keep*, and no others, so
        nothing else that the table holds can be taken for a result.  It adds the columns of each step: what applies,
        scales, rules, and for each outcome its level (empty while open) with ``_at_least`` and ``_at_most``.  Scales
        stand in whole units.  Where ``n_problems`` is above 0, a column holds what is no answer to its item, and there
        is no result.  Where an item can raise and lower the same thing, columns follow what hangs together, one a node
        of the outcome's diagram.  Of an outcome that would take more than 64, ``_exact`` is false where such an item is
        open: the bounds hold there, but may be wider than those of `score`.

        Args:
            dialect: ``duckdb`` or ``postgres``.
            table: The table or view with the answers; one name, which is quoted.
            keep: Columns of the table that come along, to know the rows by; it must have each of them.
            prefix: What the name of each column begins with that is added, where an item or a column that is kept has
                the name of one.

        Raises:
            UsageError: For another database, a name that it cannot have or that would stand twice, or an instrument
                with a rule for missing answers.

        Examples:
            >>> import riskscreen
            >>> print(riskscreen.load("stalking-red-flags").to_sql().splitlines()[0])
            -- stalking-red-flags 0.2.0: the scoring of each row, bounds included.
        """
        from riskscreen.sql.query import query_of  # noqa: PLC0415

        return query_of(self._compiled, dialect, table=table, keep=keep, prefix=prefix)

    def diagram(self, outcome: str | None = None) -> Diagram:
        """An outcome as a graph that other programs can walk: each node asks for one answer, and the ends are levels.

        ``to_dict()`` gives it as ``riskscreen-diagram/1``, whole numbers in a table; ``to_dot()`` as a picture for
        Graphviz.  A walk that takes every choice of what is unknown finds exactly the levels that can still occur.
        Where ``exact`` is false a part of the definition was too large to be followed: then a walk finds no level too
        few, and perhaps some too many.  The diagram is made anew at each call, and is the same each time.

        Args:
            outcome: An outcome's id; the instrument's result unless said otherwise.

        Raises:
            UsageError: For an outcome that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> diagram = riskscreen.load("stalking-red-flags").diagram()
            >>> diagram
            <Diagram of urgency of stalking-red-flags 0.2.0: 22 nodes>
            >>> diagram.levels, diagram.variables[0].item, diagram.variables[0].choices
            (('low', 'medium', 'high'), 'r1', ('absent', 'present'))
        """
        from riskscreen.engine.as_data import diagram_of  # noqa: PLC0415
        from riskscreen.engine.compose.meaning import Meaning  # noqa: PLC0415

        name = self.definition.result if outcome is None else self.outcomes[outcome].id
        return diagram_of(Meaning(self.definition, self._compiled.tables), name, self.digest)

    def form(self, language: str | None = None) -> dict[str, Any]:
        """The questions as data, ``riskscreen-form/1``: what a form asks and shows, with the diagrams that it walks.

        Numbers are whole steps of 10 to the power of minus their places, so that no program takes them for floats.  The
        module ``walker.js`` that comes with the package walks the diagrams.

        Args:
            language: The language of the texts, which are strings then; without one, texts are maps of languages.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> form = riskscreen.load("stalking-red-flags").form("en")
            >>> form["sections"][0]["items"][0]["response"]["kind"], form["diagrams"][0]["outcome"]
            ('options', 'urgency')
        """
        from riskscreen.form.questions import form_of  # noqa: PLC0415

        return form_of(self.definition, self._diagrams, self.digest, language)

    def to_form(self, languages: Sequence[str] | None = None) -> str:
        """A form to fill in, as a page of its own that works without a network and keeps nothing.

        The page shows after each answer which levels are still possible, and writes and reads answers files.

        Args:
            languages: The languages that it can be switched to, the first of which it opens in; all of the instrument,
                unless said otherwise.

        Raises:
            UsageError: For a language that the instrument does not have, or no language; near names are suggested.

        Examples:
            >>> import riskscreen
            >>> page = riskscreen.load("sash-style").to_form(["nl", "en"])
            >>> page[:30]
            '<!DOCTYPE html>\\n<html lang="nl'
        """
        from riskscreen.form.page import form_page  # noqa: PLC0415

        wanted = self.languages if languages is None else names("languages", languages)
        return form_page(self.definition, self._diagrams, self.digest, wanted)

    @property
    def _diagrams(self) -> list[Diagram]:
        """The diagram of each outcome."""
        return [self.diagram(outcome) for outcome in self.outcomes]

    def to_html(self, language: str | None = None) -> str:
        """The instrument as a page of its own: what it is for, what it asks and what its levels rest on.

        Raises:
            UsageError: For a language that the instrument does not have; near names are suggested.
        """
        from riskscreen.explain.html.views import instrument_page  # noqa: PLC0415

        return instrument_page(self.definition, language, digest=self.digest)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from riskscreen.explain.html.views import instrument_fragment  # noqa: PLC0415

        return instrument_fragment(self.definition, digest=self.digest)

    def to_json(self) -> str:
        """The definition as readable JSON; `riskscreen.loads` gives an equal instrument."""
        return write_pretty(self.to_dict())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Instrument):
            return NotImplemented
        return self is other or self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Instrument {self.id} {self.version}: {len(self.definition.items)} items, {self.about.status}>"
