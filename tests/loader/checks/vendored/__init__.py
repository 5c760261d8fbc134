"""A package that finds its vendored modules as many do."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "_vendor"))  # noqa: PTH118, PTH120
