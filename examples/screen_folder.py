"""Screen every answers file in a folder, and print one line a case.

    python examples/screen_folder.py [FOLDER]

Without a folder it screens the example cases beside it.  A file that cannot be scored never becomes a level: it is
named with the codes of its problems, and the exit status is 2.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import riskscreen as rs

EXAMPLES = Path(__file__).parent / "cases"


def line_for(path: Path) -> str:
    """What came out for the case in a file."""
    file: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    instrument = rs.load(file["instrument"]["id"])
    if file["instrument"]["version"] != instrument.version:
        return f"answered for version {file['instrument']['version']}, and {instrument.version} is installed"
    result = instrument.score(file["answers"])
    if result.level is None:
        level = " or ".join(str(possible.label) for possible in result.possible)
    else:
        level = str(result.level.label)
    return f"{instrument.id}: {level} ({len(result.unknown)} unknown)"


def main(folder: Path) -> int:
    """Screen all files; 0 where every one of them could be scored."""
    status = 0
    for path in sorted(folder.glob("*.json")):
        try:
            print(f"{path.stem}  {line_for(path)}")
        except rs.RiskscreenError as error:
            status = 2
            print(f"{path.stem}  not scored: {', '.join(sorted({problem.code for problem in error.problems}))}")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES))
