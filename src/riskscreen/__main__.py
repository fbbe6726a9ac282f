"""`python -m riskscreen`: the command line, as `riskscreen` starts it."""

import sys

from riskscreen.cli import main

sys.exit(main())
