"""Says which version of Python runs it."""

import sys

print("{}.{}".format(*sys.version_info[:2]))
