"""Uses packages that were built from source, and checks that it is their native code that runs."""

from __future__ import annotations

import sys
from importlib import metadata

import markupsafe
import markupsafe._speedups
import murmurhash.mrmr
import ujson

EXTENSION_MODULES = ("markupsafe._speedups", "murmurhash.mrmr", "ujson")


def main() -> int:
    """Checks everything; prints `ok`, or fails with an AssertionError."""
    for name in EXTENSION_MODULES:
        module = sys.modules[name]
        assert module.__file__.endswith((".so", ".pyd")), module.__file__
        distribution = metadata.distribution(name.partition(".")[0])
        assert distribution.version, name

    assert markupsafe._escape_inner is markupsafe._speedups._escape_inner
    assert markupsafe.escape("<a & 'b'>") == "&lt;a &amp; &#39;b&#39;&gt;"

    # Floating point numbers are what its C++ library is for; both directions.
    text = '{"a":[1.5e-300,true,null,"\\u00e9"],"b":12345678901234567890}'
    value = ujson.loads(text)
    assert value == {"a": [1.5e-300, True, None, "é"], "b": 12345678901234567890}, value
    assert ujson.dumps(value) == text, ujson.dumps(value)
    try:
        ujson.loads("[1")
    except ujson.JSONDecodeError:
        pass
    else:
        raise AssertionError("ujson takes anything")

    assert murmurhash.mrmr.hash("hello", 0) == 613153351
    print("ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
