"""In what units the numbers of scales are whole, and how large they can get in these units."""

from __future__ import annotations

from collections.abc import Mapping

from riskscreen.engine.compile import Compiled
from riskscreen.errors import usage_error
from riskscreen.model.number import Number, Ratio, common_unit, in_units, product, quotient, ratio
from riskscreen.model.scale import Combine, Lookup, Points, Scale

_LARGEST = 2**63 - 1  # the widest whole number that databases have in common
_LARGEST_SHORT = 2**31 - 1  # what they take a number to fit into that is written out


class Units:
    """The units of each scale of an instrument.

    Raises:
        UsageError: If a number, or a step on the way to it, can get larger than a whole number of databases.
    """

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.of: Mapping[str, int] = {scale.id: unit for scale, unit in zip(
            compiled.definition.scales, compiled.units, strict=True)}
        reach: dict[str, int] = {}
        for scale in compiled.definition.scales:
            reach[scale.id] = self._reach(scale, reach)
            if reach[scale.id] > _LARGEST:
                raise usage_error("U-no-sql", "A number can get larger than a whole number of databases.",
                                  found=f"scale {scale.id}", expected=f"numbers up to {_LARGEST} in its units")
        self.are_large = max(reach.values(), default=0) > _LARGEST_SHORT

    def before_rounding(self, scale: Scale) -> int:
        """The unit in which the numbers of the formula are whole."""
        formula = scale.formula
        if isinstance(formula, Points):
            return common_unit(ratio(score) for _, score in formula.entries)
        if isinstance(formula, Lookup):
            return common_unit(ratio(number) for _, number in formula.rows)
        if isinstance(formula, Combine):
            return common_unit([ratio(formula.plus), *(self._factor(*term) for term in formula.terms)])
        return self.compiled.tables[scale.id].unit

    def factors(self, scale: Scale) -> list[tuple[str, int]]:
        """The scales that are combined, and for how much a unit of each counts."""
        assert isinstance(scale.formula, Combine)
        unit = self.before_rounding(scale)
        return [(term[0], in_units(self._factor(*term), unit)) for term in scale.formula.terms]

    def _factor(self, name: str, times: Number, over: Number) -> Ratio:
        return product(quotient(ratio(times), ratio(over)), (1, self.of[name]))

    def _reach(self, scale: Scale, earlier: Mapping[str, int]) -> int:
        """The largest size that the scale can have, or that is met when it is worked out."""
        formula, unit = scale.formula, self.before_rounding(scale)
        if isinstance(formula, Points):
            sizes = [abs(in_units(ratio(score), unit)) for _, score in formula.entries]
        elif isinstance(formula, Lookup):
            sizes = [max(abs(in_units(ratio(number), unit)) for _, number in formula.rows)]
        elif isinstance(formula, Combine):
            sizes = [abs(in_units(ratio(formula.plus), unit)),
                     *(abs(factor) * earlier[name] for name, factor in self.factors(scale))]
        else:
            sizes = [max(abs(score or 0) for score in row) for row in self.compiled.tables[scale.id].scores.values()]
        return sum(sizes) if scale.round is None else 2 * sum(sizes) * 10**scale.round.places + unit
