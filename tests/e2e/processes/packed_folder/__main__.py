"""A packed folder that is run as a script."""

import json
import sys

import beside

json.dump({"beside": beside.__name__, "argv": sys.argv, "path": sys.path}, sys.stdout)
