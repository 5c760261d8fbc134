"""What the native modules of a wheel need from other packages, which its metadata does not say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from tools.common.errors import ToolError
from tools.pe.image import is_image
from tools.pe.linkage import imported_libraries
from tools.pe.visual_cpp_runtime import PACKAGE, is_runtime_library
from tools.wheel.metadata import Dependencies, Dependency

_SUFFIXES = (".pyd", ".dll")


def add_visual_cpp_runtime(
    dependencies: Dependencies,
    files: Iterable[Path],
    platforms: Iterable[str],
    packages: Collection[str],
) -> None:
    """Adds the package with the runtime of Visual C++, if it is locked and a library needs it.

    Args:
        dependencies: of the wheel.
        files: of the wheel.
        platforms: names of all platforms.
        packages: names of the packages that there are and that the wheel may depend on.
    """
    runtime = Dependency(PACKAGE)
    if PACKAGE not in packages or runtime in dependencies.everywhere:
        return
    if not any(_needs_runtime(file) for file in files):
        return
    for platform in platforms:
        if platform.startswith("windows_"):
            of_platform = dependencies.by_platform.setdefault(platform, [])
            if runtime not in of_platform:
                of_platform.append(runtime)


def _needs_runtime(file: Path) -> bool:
    if not file.name.lower().endswith(_SUFFIXES):
        return False
    content = file.read_bytes()
    try:
        return is_image(content) and any(map(is_runtime_library, imported_libraries(content)))
    except ToolError:
        return False  # No library. If it is used all the same, packing it says what is wrong.
