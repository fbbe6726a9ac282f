"""The columns of a table as a spreadsheet may have them: their texts with an apostrophe where they need one."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from riskscreen.importing.apostrophes import GUARDED, LIKE_A_FORMULA, NEGATIVE_NUMBER

_KINDS_OF_TEXT = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view",
                  "fixed_size_binary")  # of views, older releases of Arrow know nothing
_IS_TEXT = [getattr(pa.types, f"is_{kind}") for kind in _KINDS_OF_TEXT if hasattr(pa.types, f"is_{kind}")]


def in_one_form(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with every column of text in the same form: Arrow has many, and CSV takes some of them.

    Raises:
        ArrowInvalid: For bytes that are no text in UTF-8.
    """
    return pa.RecordBatch.from_arrays([*map(_as_text, batch.columns)], names=batch.schema.names)


def guarded(batch: pa.RecordBatch, n_columns: int) -> pa.RecordBatch:
    """The batch with an apostrophe where it needs one: in the texts and in the names of its first columns."""
    columns = [_with_apostrophes(column) if n < n_columns and column.type == _TEXT else column
               for n, column in enumerate(batch.columns)]
    names = [*_with_apostrophes(pa.array(batch.schema.names[:n_columns], _TEXT)).to_pylist(),
             *batch.schema.names[n_columns:]]
    return pa.RecordBatch.from_arrays(columns, names=names)


def bare(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch, all of it text, as it was before somebody guarded it."""
    return pa.RecordBatch.from_arrays([*map(_without_apostrophes, batch.columns)],
                                      names=_without_apostrophes(pa.array(batch.schema.names, _TEXT)).to_pylist())


_TEXT = pa.large_string()


def _as_text(column: pa.Array) -> pa.Array:
    """A column of text in its one form; all others as they are."""
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(_TEXT) if any(is_text(column.type) for is_text in _IS_TEXT) else column


def _with_apostrophes(texts: pa.Array) -> pa.Array:
    needed = pc.and_not(pc.match_substring_regex(texts, LIKE_A_FORMULA),
                        pc.match_substring_regex(texts, NEGATIVE_NUMBER))
    if not pc.any(needed).as_py():
        return texts
    apostrophe, nothing = (pa.scalar(text, texts.type) for text in ("'", ""))
    return pc.if_else(needed, pc.binary_join_element_wise(apostrophe, texts, nothing), texts)


def _without_apostrophes(texts: pa.Array) -> pa.Array:
    is_guarded = pc.match_substring_regex(texts, GUARDED)
    return pc.if_else(is_guarded, pc.utf8_slice_codeunits(texts, 1), texts) if pc.any(is_guarded).as_py() else texts
