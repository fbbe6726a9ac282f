"""How many small mistakes in a published rule its vectors notice: what the page says is so."""

from __future__ import annotations

import pytest

from conftest import N_EXAMPLES
from published import rules

MANY_EXAMPLES = 100
# All of them take half a minute, so that only a long run looks at each.
LOOKED_AT = rules.names() if N_EXAMPLES >= MANY_EXAMPLES else rules.names()[::10]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_mutation_score_is_current(name: str) -> None:
    """The file of scores goes stale with a rule, a vector or the mutants."""
    assert rules.mutation_scores()[name] == rules.mutation_score(name)
