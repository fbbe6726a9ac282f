"""Which modules have no examples to run, because the library that they are about is not installed."""

from importlib.util import find_spec

# Named one by one: a module that cannot be imported for any other reason is a fault, and not a module to skip.
NEEDS = {
    "riskscreen/frame.py": "narwhals",
    "riskscreen/cli/spreadsheet.py": "pyarrow",
    "riskscreen/cli/table_files.py": "pyarrow",
    "riskscreen/cli/workbook_files.py": "pyarrow",
    "riskscreen/cli/workbook_writer.py": "pyarrow",
    "riskscreen/notebook/form.py": "anywidget",
    "riskscreen/plot/drawing/bars.py": "matplotlib",
    "riskscreen/plot/drawing/boxes.py": "matplotlib",
    "riskscreen/plot/drawing/canvas.py": "matplotlib",
    "riskscreen/plot/drawing/rows.py": "matplotlib",
    "riskscreen/plot/drawing/texts.py": "matplotlib",
    "riskscreen/plot/drawing/time_axis.py": "matplotlib",
    "riskscreen/plot/pictures/levels.py": "matplotlib",
    "riskscreen/plot/pictures/profile.py": "matplotlib",
    "riskscreen/plot/pictures/roc.py": "matplotlib",
    "riskscreen/plot/pictures/shares.py": "matplotlib",
    "riskscreen/plot/pictures/strips.py": "matplotlib",
}

collect_ignore = [module for module, library in NEEDS.items() if find_spec(library) is None]
