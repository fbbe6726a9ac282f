"""The laws as functions for the tests of an instrument."""

from __future__ import annotations

from collections.abc import Collection

from riskscreen.arguments import instance, names
from riskscreen.screening.instrument import Instrument
from riskscreen.testing.laws.bounds import BOUNDS_SOUND
from riskscreen.testing.laws.follow_up import FOLLOW_UP_CERTAIN
from riskscreen.testing.laws.law import assert_law
from riskscreen.testing.laws.monotone import monotone
from riskscreen.testing.laws.order import ORDER_FREE
from riskscreen.testing.laws.possible import POSSIBLE_OCCURS
from riskscreen.testing.laws.round_trip import DEFINITION_ROUND_TRIP, RESULT_ROUND_TRIP
from riskscreen.testing.laws.said import SAID_IS_SO
from riskscreen.testing.laws.sets import SMALLER_SETS_NARROW
from riskscreen.testing.laws.trace import TRACE_RECOMPUTES
from riskscreen.testing.laws.unknown import UNKNOWN_NEVER_NARROWS


def assert_monotone(instrument: Instrument, *, outcome: str | None = None, except_items: Collection[str] = (),
                    max_examples: int | None = None, derandomize: bool | None = None) -> None:
    """A worse answer never lowers the level.

    An answer is worse than another to the same item if its option or band has a higher ``score``; where all options of
    an item have the same score, as when scales only count them, if it stands later in the list.
    Answers that no longer apply after the change are left out, and items that come to apply are open: the law asks
    that the level can still be as high.

    Args:
        instrument: The instrument to test.
        outcome: An outcome's id; the instrument's result unless said otherwise.
        except_items: Items that may go the other way, such as one that protects.
        max_examples: How many cases to try; as many as the Hypothesis profile says unless said otherwise.
        derandomize: Try the same cases at each run; as the profile says unless said otherwise.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
        UsageError: For an item or outcome that the instrument does not have; near names are suggested.

    Examples:
        >>> import riskscreen
        >>> from riskscreen.testing import assert_monotone
        >>> assert_monotone(riskscreen.load("stalking-red-flags"), max_examples=20)
    """
    __tracebackhide__ = True
    instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    named = instrument.outcomes[instrument.definition.result if outcome is None else outcome].id
    law = monotone(named, _items_named(instrument, except_items))
    assert_law(instrument, law, max_examples=max_examples, derandomize=derandomize)


def assert_bounds_sound(instrument: Instrument, *, max_examples: int | None = None,
                        derandomize: bool | None = None) -> None:
    """The bounds, and the levels told as possible, are those of all completions of the open answers.

    Where there are few completions all are scored, else some.  Scales with a published rule for missing answers, and
    what depends on them, are left out: there the rule says what a missing answer counts for.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    for law in (BOUNDS_SOUND, POSSIBLE_OCCURS):
        assert_law(instrument, law, max_examples=max_examples, derandomize=derandomize)


def assert_order_free(instrument: Instrument, *, max_examples: int | None = None,
                      derandomize: bool | None = None) -> None:
    """The order of answers, items, rules, keys and languages changes no level and no number.

    Items change places within their section, unless they hang on another item or one hangs on them.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    assert_law(instrument, ORDER_FREE, max_examples=max_examples, derandomize=derandomize)


def assert_round_trip(instrument: Instrument, *, max_examples: int | None = None,
                      derandomize: bool | None = None) -> None:
    """What is written and read again is the same: the definition, and the answers of a result with their evidence.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    for law in (DEFINITION_ROUND_TRIP, RESULT_ROUND_TRIP):
        assert_law(instrument, law, max_examples=max_examples, derandomize=derandomize)


def assert_unknown_never_narrows(instrument: Instrument, *, max_examples: int | None = None,
                                 derandomize: bool | None = None) -> None:
    """An answer that becomes unknown can only widen the bounds, and a smaller set of answers never makes more possible.

    Scales with a published rule for missing answers, and what depends on them, are left out.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    for law in (UNKNOWN_NEVER_NARROWS, SMALLER_SETS_NARROW):
        assert_law(instrument, law, max_examples=max_examples, derandomize=derandomize)


def assert_follow_up_certain(instrument: Instrument, *, max_examples: int | None = None,
                             derandomize: bool | None = None) -> None:
    """What is told as needed is needed however the open answers turn out.

    Each step that a result tells, and each instrument that it says comes next in any case, is told by every completion
    of its open answers too; and what comes next in a completion was told before as what may come next.  Outcomes that
    depend on a published rule for missing answers are left out.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    assert_law(instrument, FOLLOW_UP_CERTAIN, max_examples=max_examples, derandomize=derandomize)


def assert_trace_recomputes(instrument: Instrument, *, max_examples: int | None = None,
                            derandomize: bool | None = None) -> None:
    """The result follows from its trace: levels from the rules that hold, sums and counts from their contributions.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    assert_law(instrument, TRACE_RECOMPUTES, max_examples=max_examples, derandomize=derandomize)


def assert_said_is_so(instrument: Instrument, *, max_examples: int | None = None,
                      derandomize: bool | None = None) -> None:
    """What a result says of open answers holds: those of which it says that the level does not depend on them.

    Once all others are known, the level is the same for every completion, whatever these turn out to be together.
    So it is with another outcome of which a settled result names the open answers that it hangs on.

    Raises:
        AssertionError: With the smallest case found in which the law does not hold.
    """
    __tracebackhide__ = True
    assert_law(instrument, SAID_IS_SO, max_examples=max_examples, derandomize=derandomize)


def assert_all_laws(instrument: Instrument, *, except_items: Collection[str] = (), max_examples: int | None = None,
                    derandomize: bool | None = None) -> None:
    """Every law of this module; *except_items* may go the other way than `assert_monotone` says.

    That law is left out where the result is a route: none of its levels is more than another.

    Raises:
        AssertionError: With the first law that does not hold, and the smallest case found.
        UsageError: For an item that the instrument does not have; near names are suggested.

    Examples:
        >>> import riskscreen
        >>> from riskscreen.testing import assert_all_laws
        >>> assert_all_laws(riskscreen.load("stalking-red-flags"), max_examples=5)
    """
    __tracebackhide__ = True
    instance("instrument", instrument, Instrument, how="an Instrument, such as riskscreen.load gives")
    known = _items_named(instrument, except_items)
    if instrument.outcomes[instrument.definition.result].kind == "degree":
        assert_monotone(instrument, except_items=known, max_examples=max_examples, derandomize=derandomize)
    for law in (assert_bounds_sound, assert_order_free, assert_round_trip, assert_unknown_never_narrows,
                assert_trace_recomputes, assert_said_is_so, assert_follow_up_certain):
        law(instrument, max_examples=max_examples, derandomize=derandomize)


def _items_named(instrument: Instrument, except_items: Collection[str]) -> list[str]:
    return [instrument.items[item].id for item in names("except_items", except_items)]
