"""The types of all that users hold, for annotations and `isinstance`; each is loaded when it is asked for.

Their names are promised, and so is what is documented of them; where they are defined is not, and may change.

Examples:
    >>> from riskscreen.types import Level
    >>> import riskscreen
    >>> isinstance(riskscreen.load("sash-style").outcomes["concern"].levels[0], Level)
    True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskscreen.analysis.counting.analysis import Analysis as Analysis
    from riskscreen.analysis.counting.answer_sets import AnswerSet as AnswerSet
    from riskscreen.analysis.counting.cut_offs import CutOff as CutOff
    from riskscreen.analysis.counting.difference import Difference as Difference
    from riskscreen.analysis.counting.parts import (
        Changed as Changed,
    )
    from riskscreen.analysis.counting.parts import (
        CutOffMove as CutOffMove,
    )
    from riskscreen.analysis.counting.parts import (
        ItemReach as ItemReach,
    )
    from riskscreen.analysis.counting.parts import (
        LevelMove as LevelMove,
    )
    from riskscreen.analysis.counting.parts import (
        LevelReach as LevelReach,
    )
    from riskscreen.analysis.counting.parts import (
        Lowered as Lowered,
    )
    from riskscreen.analysis.counting.parts import (
        NumberReach as NumberReach,
    )
    from riskscreen.analysis.counting.parts import (
        OutcomeReach as OutcomeReach,
    )
    from riskscreen.analysis.counting.parts import (
        RuleReach as RuleReach,
    )
    from riskscreen.analysis.counting.parts import (
        ScaleReach as ScaleReach,
    )
    from riskscreen.analysis.findings.finding import Finding as Finding
    from riskscreen.analysis.findings.finding import FindingList as FindingList
    from riskscreen.analysis.mutation.mutants import Mutant as Mutant
    from riskscreen.analysis.mutation.mutations import Mutations as Mutations
    from riskscreen.analysis.mutation.mutations import Tried as Tried
    from riskscreen.analysis.mutation.vectors import Vector as Vector
    from riskscreen.analysis.mutation.vectors import VectorList as VectorList
    from riskscreen.batch.rows.packed import PackedCodes as PackedCodes
    from riskscreen.batch.scored import (
        OutcomeColumns as OutcomeColumns,
    )
    from riskscreen.batch.scored import (
        ScaleColumns as ScaleColumns,
    )
    from riskscreen.batch.scored import (
        ScoredCodes as ScoredCodes,
    )
    from riskscreen.batch.summary import Summary as Summary
    from riskscreen.definition.changes import PartChange as PartChange
    from riskscreen.definition.changes import TextChange as TextChange
    from riskscreen.documents.answers_file import AnswersFile as AnswersFile
    from riskscreen.documents.formats import Format as Format
    from riskscreen.engine.trace import (
        ConditionTrace as ConditionTrace,
    )
    from riskscreen.engine.trace import (
        Contribution as Contribution,
    )
    from riskscreen.engine.trace import (
        OutcomeTrace as OutcomeTrace,
    )
    from riskscreen.engine.trace import (
        RuleTrace as RuleTrace,
    )
    from riskscreen.engine.trace import (
        ScaleTrace as ScaleTrace,
    )
    from riskscreen.engine.trace import (
        Trace as Trace,
    )
    from riskscreen.explain.find.change import Change as Change
    from riskscreen.explain.find.change import ChangeGroup as ChangeGroup
    from riskscreen.explain.find.change import Move as Move
    from riskscreen.explain.find.differences import (
        AnswerDifference as AnswerDifference,
    )
    from riskscreen.explain.find.differences import (
        OutcomeDifference as OutcomeDifference,
    )
    from riskscreen.explain.find.differences import (
        RuleDifference as RuleDifference,
    )
    from riskscreen.explain.find.differences import (
        ScaleDifference as ScaleDifference,
    )
    from riskscreen.explain.find.groups import Group as Group
    from riskscreen.explain.find.hints import Hint as Hint
    from riskscreen.explain.find.questions import Prospect as Prospect
    from riskscreen.explain.find.questions import Question as Question
    from riskscreen.explain.find.reasons import Reason as Reason
    from riskscreen.explain.told.changes import Changes as Changes
    from riskscreen.explain.told.comparison import Comparison as Comparison
    from riskscreen.explain.told.questions import Questions as Questions
    from riskscreen.explain.told.reasons import Reasons as Reasons
    from riskscreen.library import Available as Available
    from riskscreen.library import AvailableList as AvailableList
    from riskscreen.model.answer import Answer as Answer
    from riskscreen.model.answer import Answers as Answers
    from riskscreen.model.answer import NumberRange as NumberRange
    from riskscreen.model.condition import (
        Combination as Combination,
    )
    from riskscreen.model.condition import (
        ItemCondition as ItemCondition,
    )
    from riskscreen.model.condition import (
        OutcomeCondition as OutcomeCondition,
    )
    from riskscreen.model.condition import (
        ScaleCondition as ScaleCondition,
    )
    from riskscreen.model.definition import About as About
    from riskscreen.model.definition import Validation as Validation
    from riskscreen.model.diagram import Diagram as Diagram
    from riskscreen.model.diagram import Variable as Variable
    from riskscreen.model.item import Indicator as Indicator
    from riskscreen.model.item import Item as Item
    from riskscreen.model.item import SameAs as SameAs
    from riskscreen.model.item import Section as Section
    from riskscreen.model.named import Named as Named
    from riskscreen.model.outcome import Level as Level
    from riskscreen.model.outcome import LevelBands as LevelBands
    from riskscreen.model.outcome import Outcome as Outcome
    from riskscreen.model.outcome import Rule as Rule
    from riskscreen.model.response import (
        Band as Band,
    )
    from riskscreen.model.response import (
        NumberResponse as NumberResponse,
    )
    from riskscreen.model.response import (
        Option as Option,
    )
    from riskscreen.model.response import (
        ResponseScale as ResponseScale,
    )
    from riskscreen.model.response import (
        TextResponse as TextResponse,
    )
    from riskscreen.model.scale import (
        Combine as Combine,
    )
    from riskscreen.model.scale import (
        Count as Count,
    )
    from riskscreen.model.scale import (
        Highest as Highest,
    )
    from riskscreen.model.scale import (
        Lookup as Lookup,
    )
    from riskscreen.model.scale import (
        MissingRule as MissingRule,
    )
    from riskscreen.model.scale import (
        Points as Points,
    )
    from riskscreen.model.scale import (
        Rounding as Rounding,
    )
    from riskscreen.model.scale import (
        Scale as Scale,
    )
    from riskscreen.model.scale import (
        Selection as Selection,
    )
    from riskscreen.model.scale import (
        Sum as Sum,
    )
    from riskscreen.model.text import Text as Text
    from riskscreen.records.change import Drive as Drive
    from riskscreen.records.change import HistoryChange as HistoryChange
    from riskscreen.records.counting.cells import RecordCount as RecordCount
    from riskscreen.records.counting.counts import RecordCounts as RecordCounts
    from riskscreen.records.counting.tables import CountedInstrument as CountedInstrument
    from riskscreen.records.counting.tables import CountRow as CountRow
    from riskscreen.records.counting.tables import CountTable as CountTable
    from riskscreen.records.history import History as History
    from riskscreen.records.judgement import Judgement as Judgement
    from riskscreen.records.kept import Definer as Definer
    from riskscreen.records.record import Record as Record
    from riskscreen.records.record import Replay as Replay
    from riskscreen.records.replay import Differing as Differing
    from riskscreen.records.standing import Stood as Stood
    from riskscreen.records.timeline import OpenSince as OpenSince
    from riskscreen.records.timeline import TimelineEntry as TimelineEntry
    from riskscreen.screening.instrument import Instrument as Instrument
    from riskscreen.screening.result import OutcomeResult as OutcomeResult
    from riskscreen.screening.result import Result as Result
    from riskscreen.screening.result import ScaleResult as ScaleResult

_PLACES: dict[str, tuple[str, ...]] = {
    "riskscreen.analysis.counting.analysis": ("Analysis",),
    "riskscreen.analysis.counting.answer_sets": ("AnswerSet",),
    "riskscreen.analysis.counting.cut_offs": ("CutOff",),
    "riskscreen.analysis.counting.difference": ("Difference",),
    "riskscreen.analysis.counting.parts": (
        "Changed", "CutOffMove", "ItemReach", "LevelMove", "LevelReach", "Lowered", "NumberReach",
        "OutcomeReach", "RuleReach", "ScaleReach"),
    "riskscreen.analysis.findings.finding": ("Finding", "FindingList"),
    "riskscreen.analysis.mutation.mutants": ("Mutant",),
    "riskscreen.analysis.mutation.mutations": ("Mutations", "Tried"),
    "riskscreen.analysis.mutation.vectors": ("Vector", "VectorList"),
    "riskscreen.batch.rows.packed": ("PackedCodes",),
    "riskscreen.batch.scored": ("OutcomeColumns", "ScaleColumns", "ScoredCodes"),
    "riskscreen.batch.summary": ("Summary",),
    "riskscreen.definition.changes": ("PartChange", "TextChange"),
    "riskscreen.documents.answers_file": ("AnswersFile",),
    "riskscreen.documents.formats": ("Format",),
    "riskscreen.engine.trace": ("ConditionTrace", "Contribution", "OutcomeTrace", "RuleTrace", "ScaleTrace", "Trace"),
    "riskscreen.explain.find.change": ("Change", "ChangeGroup", "Move"),
    "riskscreen.explain.find.differences": (
        "AnswerDifference", "OutcomeDifference", "RuleDifference", "ScaleDifference"),
    "riskscreen.explain.find.groups": ("Group",),
    "riskscreen.explain.find.hints": ("Hint",),
    "riskscreen.explain.find.questions": ("Prospect", "Question"),
    "riskscreen.explain.find.reasons": ("Reason",),
    "riskscreen.explain.told.changes": ("Changes",),
    "riskscreen.explain.told.comparison": ("Comparison",),
    "riskscreen.explain.told.questions": ("Questions",),
    "riskscreen.explain.told.reasons": ("Reasons",),
    "riskscreen.library": ("Available", "AvailableList"),
    "riskscreen.model.answer": ("Answer", "Answers", "NumberRange"),
    "riskscreen.model.condition": ("Combination", "ItemCondition", "OutcomeCondition", "ScaleCondition"),
    "riskscreen.model.definition": ("About", "Validation"),
    "riskscreen.model.diagram": ("Diagram", "Variable"),
    "riskscreen.model.item": ("Indicator", "Item", "SameAs", "Section"),
    "riskscreen.model.named": ("Named",),
    "riskscreen.model.outcome": ("Level", "LevelBands", "Outcome", "Rule"),
    "riskscreen.model.response": ("Band", "NumberResponse", "Option", "ResponseScale", "TextResponse"),
    "riskscreen.model.scale": (
        "Combine", "Count", "Highest", "Lookup", "MissingRule", "Points", "Rounding", "Scale", "Selection",
        "Sum"),
    "riskscreen.model.text": ("Text",),
    "riskscreen.records.change": ("Drive", "HistoryChange"),
    "riskscreen.records.counting.tables": ("CountedInstrument", "CountRow", "CountTable"),
    "riskscreen.records.counting.cells": ("RecordCount",),
    "riskscreen.records.counting.counts": ("RecordCounts",),
    "riskscreen.records.history": ("History",),
    "riskscreen.records.judgement": ("Judgement",),
    "riskscreen.records.kept": ("Definer",),
    "riskscreen.records.record": ("Record", "Replay"),
    "riskscreen.records.replay": ("Differing",),
    "riskscreen.records.standing": ("Stood",),
    "riskscreen.records.timeline": ("OpenSince", "TimelineEntry"),
    "riskscreen.screening.instrument": ("Instrument",),
    "riskscreen.screening.result": ("OutcomeResult", "Result", "ScaleResult"),
}
_HOMES = {name: (module, name) for module, names in _PLACES.items() for name in names}

__all__ = sorted(_HOMES)  # the names of the table


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _HOMES[name]
    return getattr(import_module(module), own)


def __dir__() -> list[str]:
    return __all__
