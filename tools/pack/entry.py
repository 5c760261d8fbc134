"""Where the program starts."""

from __future__ import annotations

from dataclasses import replace

from tools.common.bytecode_archive import SOURCE_SUFFIX
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots, module_name
from tools.packed_resources.config import ENTRY_POINT, RUN_MODULE
from tools.packed_resources.resources import Resources

_MAIN = "__main__"


def set_main(resources: Resources, roots: ImportRoots, main: str) -> None:
    """Makes a packed module known as `__main__` too.

    Args:
        resources: has all modules already.
        roots: what module names are relative to.
        main: the module's name, or, with a slash in it, the runfiles path of its source.

    Raises:
        ToolError: it is not among the packed modules.
    """
    names = [main]
    if "/" in main:
        if not main.endswith(SOURCE_SUFFIX):
            raise ToolError(f"main script {main}: not a .py file")
        stems = [path[: -len(SOURCE_SUFFIX)] for path in roots.relative_paths(main)]
        names = [name.dotted for name in map(module_name, stems) if name]
    for name in names:
        if name in resources.modules:
            alias = replace(resources.modules[name], is_package=False)
            # First, as its code is needed at every start.
            resources.modules = {
                _MAIN: alias,
                **{other: module for other, module in resources.modules.items() if other != _MAIN},
            }
            return
    raise ToolError(f"main script {main}: not among the packed modules: list it in srcs or deps")


def check_start(resources: Resources) -> None:
    """Checks that the module which the configuration starts with is packed.

    Raises:
        ToolError: it is not.
    """
    for key, value in resources.config:
        module = value.partition(":")[0]
        if key in (RUN_MODULE, ENTRY_POINT) and module not in resources.modules:
            raise ToolError(
                f"{key} {value}: no module {module} among the packed ones: add the library that "
                "has it to deps"
            )
