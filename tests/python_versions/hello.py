"""Says which Python runs it, and where from."""

import os
import sys

version = ".".join(map(str, sys.version_info[:3]))
print(f"Python {version}, {'packed' if os.__file__.startswith(sys.executable) else os.__file__}")
