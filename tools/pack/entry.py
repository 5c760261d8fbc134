"""Where the program starts."""

from __future__ import annotations

import importlib.util
import marshal
from dataclasses import replace

from tools.common.bytecode_archive import SOURCE_SUFFIX
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots, module_name
from tools.packed_resources.blob import stored
from tools.packed_resources.config import CERTIFICATES, ENTRY_POINT, OPTIMIZE, RUN_MODULE
from tools.packed_resources.resources import Module, Resources

_MAIN = "__main__"

_SCRIPT = """\
import sys
from {module} import {name}
if __name__ == "__main__":
    sys.exit({path}())
"""
"""What an installer would write for an entry point."""


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
    """Checks that the modules which the configuration names are packed.

    Raises:
        ToolError: one is not.
    """
    for key, value in resources.config:
        module = value.partition(":")[0]
        if key in (RUN_MODULE, ENTRY_POINT, CERTIFICATES) and module not in resources.modules:
            raise ToolError(
                f"{key} {value}: no module {module} among the packed ones: add the library that "
                "has it to deps"
            )


def add_script_of_entry_point(resources: Resources) -> None:
    """Makes the script of the program's entry point, if it has one, the module `__main__`.

    The loader calls the entry point by itself. But whoever runs a program's main module again under
    another name, as multiprocessing does in new processes, has to find one.

    Args:
        resources: has all modules and the configuration already.

    Raises:
        ToolError: the modules are for another Python than the one that runs this tool.
    """
    config = dict(resources.config)
    if ENTRY_POINT not in config:
        return
    if resources.bytecode_magic != int.from_bytes(importlib.util.MAGIC_NUMBER, "little"):
        raise ToolError("the modules are for another version of Python than pack runs on")
    module, _, path = config[ENTRY_POINT].partition(":")
    source = _SCRIPT.format(module=module, name=path.partition(".")[0], path=path)
    script = f"{_MAIN}{SOURCE_SUFFIX}"
    code = compile(
        source, script, "exec", dont_inherit=True, optimize=int(config.get(OPTIMIZE, "0"))
    )
    resources.modules[_MAIN] = Module(script, False, stored(marshal.dumps(code)))
