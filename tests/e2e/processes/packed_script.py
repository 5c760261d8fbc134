"""A packed module that is run as a script, by the path that its program knows it by."""

import json
import sys

json.dump({"name": __name__, "file": __file__, "argv": sys.argv, "path": sys.path}, sys.stdout)
