"""A script in the package."""

import inspect
import sys

if __name__ == "__main__":
    print(inspect.getsource(sys.modules["__main__"]))
    print(__loader__.get_source("__main__")[:30], flush=True)
    raise ValueError("of a script")
