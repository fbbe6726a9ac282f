"""The commands that prove something about an instrument: analyse, compare, vectors and mutations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskscreen.cli.bar import bar
from riskscreen.cli.decoration import Colour, Tint
from riskscreen.cli.files import check_target, instrument_named, write_file
from riskscreen.cli.options import Options
from riskscreen.cli.output import Output, in_json
from riskscreen.cli.vectors_files import VECTORS_FILE, vectors_in, vectors_of_name
from riskscreen.errors import usage_error
from riskscreen.explain.words.catalogue import words_for
from riskscreen.screening.instrument import Instrument
from riskscreen.version import VECTORS


def analyse(options: Options) -> Output:
    """What holds of an instrument over all answer sets."""
    instrument = instrument_named(options.name)
    with bar() as draw:
        analysis = instrument.analyse(seed=options.seed, progress=draw)
    return Output(text=lambda: analysis.explain(options.lang).rstrip("\n"), data=analysis.to_dict,
                  to_emphasise=[instrument.id, *instrument.outcomes], tints=[*_tints(instrument)])


def _tints(instrument: Instrument) -> Iterator[Tint]:
    """The levels at the beginning of their lines, by their place among the others; steps of a route have none.

    An id that stands at different places in two outcomes gets no colour, for nobody could tell which is meant.
    """
    colours: dict[str, set[Colour]] = {}
    for outcome in instrument.outcomes.values():
        for level in outcome.levels if outcome.kind == "degree" else ():
            colours.setdefault(level.id, set()).add(_colour(level.rank, len(outcome.levels)))
    for id, (colour, *others) in colours.items():
        if not others:
            yield Tint(rf"^  (?P<word>{re.escape(id)}): ", colour)


def _colour(rank: int, n_levels: int) -> Colour:
    return "teal" if rank == 0 else "red" if rank == n_levels - 1 else "amber"


def compare(options: Options) -> Output:
    """What differs between two definitions, and for how many answer sets the level."""
    difference = instrument_named(options.name).compare(instrument_named(options.other), seed=options.seed)
    return Output(text=lambda: difference.explain(options.lang).rstrip("\n"), data=difference.to_dict)


def vectors(options: Options) -> Output:
    """A file of test vectors, on standard output or in a new file."""
    document = _vectors_document(instrument_named(options.name), options.seed, options.lang)
    if options.out is None:
        return Output(text=lambda: in_json(document), data=lambda: document, is_document=True)
    check_target(options.out, overwrite=options.overwrite, source=options.name)
    write_file(options.out, in_json(document), overwrite=options.overwrite)
    return Output(text=lambda: f"Written to {options.out}.", data=lambda: {"written": options.out})


def _vectors_document(instrument: Instrument, seed: int, language: str | None) -> dict[str, object]:
    """The vectors of an instrument in the form of the files that stand beside instruments."""
    found = instrument.vectors(seed=seed)
    sampled = {"notes": words_for(language, "cli")("vectors_sampled", seed=seed)}
    return {"format": VECTORS, "instrument": {"id": instrument.id, "version": instrument.version},
            **({} if all(vector.exact for vector in found) else sampled),
            "vectors": [vector.to_json(language) for vector in found]}


def mutations(options: Options) -> Output:
    """The share of small mistakes that are caught, and each that is not."""
    instrument = instrument_named(options.name)
    file = options.vectors
    vectors = vectors_of_name(options.name, instrument) if file is None else vectors_in(file, instrument)
    if vectors is None:
        raise usage_error("U-usage", "There are no vectors of this instrument.", found=file or options.name,
                          expected=f"a file {VECTORS_FILE} beside the definition, or one that --vectors names")
    with bar() as draw:
        found = instrument.mutations(vectors, seed=options.seed, progress=draw)
    return Output(text=lambda: found.explain(options.lang).rstrip("\n"), data=found.to_dict)
