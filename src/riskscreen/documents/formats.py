"""The formats of our documents, and what reads each of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from riskscreen import version
from riskscreen.cell import Cell


@attrs.frozen(repr=False)
class Format(Cell):
    """A format that documents can be in.

    ``schema`` is the name of its JSON Schema, for `riskscreen.schema`.  ``reader`` is the public name of what reads
    such a document, and None where nothing of ours has to.
    """

    schema: str
    reader: str | None


FORMATS: Mapping[str, Format] = MappingProxyType({
    version.DEFINITION: Format("instrument", "riskscreen.loads"),
    version.ANSWERS: Format("answers", "riskscreen.read_answers"),
    version.RESULT: Format("result", "riskscreen.read_answers"),
    version.VECTORS: Format("vectors", "riskscreen.testing.read_vectors"),
    version.RECORD: Format("record", "riskscreen.read_record"),
    version.FORM: Format("form", None),
    version.DIAGRAM: Format("diagram", None),
})
