"""Files of vectors, as they stand beside instruments."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from riskscreen._json.reading import parse
from riskscreen.catalogue import packaged_file
from riskscreen.cli.files import STANDARD_INPUT, is_path, naming, read_bytes
from riskscreen.documents.vectors_file import MOST_BYTES, read_vectors_file
from riskscreen.errors import AnswersError
from riskscreen.screening.instrument import Instrument

VECTORS_FILE = "vectors.json"

VectorDocuments = Sequence[Mapping[str, object]]


def vectors_beside(file: str, instrument: Instrument) -> VectorDocuments | None:
    """The vectors in the file that stands beside a definition, where they are of this instrument."""
    path = path_of_vectors_beside(file)
    if file == STANDARD_INPUT or not os.path.isfile(path):
        return None
    return vectors_in(path, instrument)


def path_of_vectors_beside(file: str) -> str:
    """Where the vectors of a definition stand, if there are any."""
    return os.path.join(os.path.dirname(file), VECTORS_FILE)


def vectors_of_name(name: str, instrument: Instrument) -> VectorDocuments | None:
    """The same for an instrument that is named as commands name it: by a path, or as it is installed."""
    if is_path(name) or name == STANDARD_INPUT:
        return vectors_beside(name, instrument)
    source = packaged_file("instruments", name, VECTORS_FILE)
    return None if source is None else _vectors(source, instrument)


def vectors_in(path: str, instrument: Instrument) -> VectorDocuments | None:
    """The vectors in a file; None where they are of another instrument."""
    with naming(path):
        return _vectors(read_bytes(path, MOST_BYTES), instrument)


def _vectors(source: bytes, instrument: Instrument) -> VectorDocuments | None:
    document = parse(source, most_bytes=MOST_BYTES, raises=AnswersError)
    named = document.get("instrument") if isinstance(document, dict) else None
    if isinstance(named, dict) and named.get("id") != instrument.id:
        return None  # a folder can hold several definitions, and the vectors of one of them, in whatever form
    vectors: VectorDocuments = read_vectors_file(source)["vectors"]
    return vectors
