"""Loads shared libraries that lie beside the executable."""

from __future__ import annotations

import ctypes
import importlib.resources
import importlib.util
import os
import sys
from pathlib import Path

import _cffi_backend
from cffi import FFI

FOLDER = Path(sys.executable).parent
LIBRARIES = FOLDER / "lib"


def check_extension_module() -> None:
    file = Path(_cffi_backend.__file__)
    assert file.parent == LIBRARIES, file
    assert file.is_file() and file.read_bytes()[:4] == b"\x7fELF", file
    spec = _cffi_backend.__spec__
    assert spec.origin == str(file) and spec.cached is None, spec
    assert not hasattr(_cffi_backend, "__cached__")
    assert importlib.util.find_spec("_cffi_backend") is spec
    assert _cffi_backend.__loader__.get_filename("_cffi_backend") == str(file)
    assert _cffi_backend.__loader__.get_source("_cffi_backend") is None
    assert _cffi_backend.__loader__.get_code("_cffi_backend") is None


def check_library() -> int:
    """The library is known by its path in the packed tree, and by the one that it has."""
    six = FFI().new("int *", 6)[0]
    real = LIBRARIES / "libmultiply.so"
    packed = Path(__file__).with_name("libmultiply.so")
    assert packed.parent == Path(sys.executable), packed
    assert packed.is_file() and packed.stat().st_size == real.stat().st_size
    assert packed.read_bytes() == real.read_bytes()
    assert packed in set(Path(sys.executable).iterdir())
    assert importlib.resources.files("cffi").joinpath("parse_c_type.h").is_file()
    resource = importlib.resources.files("_cffi_backend").joinpath("libmultiply.so")
    assert resource.read_bytes() == real.read_bytes()
    products = [
        ctypes.CDLL(packed).multiply(six, 7),
        ctypes.CDLL(real).multiply(six, 7),
    ]
    assert products == [42, 42], products
    return products[0]


def check_where_mapped_from() -> None:
    maps = os.fsdecode(Path("/proc/self/maps").read_bytes())
    for name in (Path(_cffi_backend.__file__).name, "libmultiply.so"):
        places = {line.split(maxsplit=5)[5] for line in maps.splitlines() if line.endswith(name)}
        # The kernel writes line breaks and backslashes as octal numbers; there are none here.
        assert places == {str(LIBRARIES / name)}, (places, LIBRARIES)
    assert "memfd:" not in maps, maps


def main(arguments: list[str]) -> int:
    check_extension_module()
    product = check_library()
    check_where_mapped_from()
    note = (FOLDER / "notes.txt").read_text(encoding="utf-8").strip()
    print(product, note, *arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
