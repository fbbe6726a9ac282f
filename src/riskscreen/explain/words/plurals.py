"""Which form of a sentence a number takes, by the rules of its language as the CLDR writes them.

The rules are data: ``plurals.json`` of a language has one for each category but *other*, which is all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CATEGORIES = ("zero", "one", "two", "few", "many", "other")

_RANGE = r"\d+(?:\.\.\d+)?"
_RELATION = re.compile(rf"[ni](?: % (?P<modulus>[1-9]\d*))? (?P<sign>!?=) (?P<ranges>{_RANGE}(?:,{_RANGE})*)")


def category_of(n: int, rules: Mapping[str, str]) -> str:
    """The category of a whole number.

    Rules are in the syntax of the CLDR (Unicode TS 35, language plural rules) for whole numbers: ``n % 10 = 2..4 and
    n % 100 != 12..14``, with *and* before *or*.

    Examples:
        >>> category_of(1, {"one": "n = 1"}), category_of(0, {"one": "n = 1"})
        ('one', 'other')
        >>> category_of(22, {"one": "i = 1", "few": "i % 10 = 2..4 and i % 100 != 12..14"})
        'few'
    """
    return next((category for category in CATEGORIES if category in rules and _holds(rules[category], n)), "other")


def _holds(rule: str, n: int) -> bool:
    return any(all(_relation_holds(relation, n) for relation in part.split(" and ")) for part in rule.split(" or "))


def _relation_holds(relation: str, n: int) -> bool:
    found = _RELATION.fullmatch(relation.strip())
    assert found is not None, f"this is no plural rule for whole numbers: {relation!r}"
    number = n % int(found["modulus"]) if found["modulus"] else n
    is_within = any(_is_within(number, ends) for ends in found["ranges"].split(","))
    return is_within == (found["sign"] == "=")


def _is_within(number: int, ends: str) -> bool:
    first, _, last = ends.partition("..")
    return int(first) <= number <= int(last or first)
