"""The site: what stands in Markdown here, made into pages with search, and the reference that is made from the code.

Build it as ``sphinx-build -W -c docs . build/site``; the extra ``docs`` has what it takes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["COLUMNS"] = "80"  # help is as in a narrow terminal, wherever the site is built
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from site_pages import setup_pages  # noqa: E402  # it stands beside this file

from riskscreen import __version__  # noqa: E402

project = "riskscreen"
author = "The riskscreen contributors"
project_copyright = author
release = version = __version__

# The sources stay where they are: links between them mean the same here, in an editor and where code is hosted.
root_doc = "docs/README"
include_patterns = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md", "docs/**/*.md",
                    "examples/*.ipynb", "examples/*/README.md", "instruments/*/SOURCE.md", "benchmarks/README.md",
                    "tests/README.md", "tests/published/README.md"]
exclude_patterns = ["build", "**/.ipynb_checkpoints", ".venv"]

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
nb_execution_mode = "off"  # the tests run them, and compare what is kept in them
nb_render_markdown_format = "myst"
myst_enable_extensions = ["attrs_inline"]
myst_heading_anchors = 4
default_role = "literal"  # a single backtick in a docstring is code
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False
python_maximum_signature_line_length = 88
nitpicky = False
suppress_warnings = [
    "misc.highlighting_failure",  # examples of files that are broken on purpose
    "config.cache",  # functions below are part of the configuration
]

html_theme = "furo"
html_title = f"riskscreen {release}"
html_extra_path = ["site/root"]  # a front page at /, which leads on
html_static_path = ["site/static"]
html_css_files = ["riskscreen.css"]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None


def setup(app: object) -> None:
    """Pages that are made while building."""
    setup_pages(app)
