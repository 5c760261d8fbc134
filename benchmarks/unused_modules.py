"""Adds modules to a finished executable that nothing imports."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tools.attach import elf
from tools.attach.attach import attach
from tools.packed_resources.blob import Blob
from tools.packed_resources.format import Kind
from tools.packed_resources.reader import PackedResources
from tools.packed_resources.resources import Module, Resources
from tools.packed_resources.writer import write_packed_resources


def add(executable: Path, native_image: Path, count: int, output: Path) -> None:
    """Pack an executable's resources again, with a package of further modules.

    Args:
        executable: a finished executable.
        native_image: what it was made of.
        count: how many modules to add.
        output: executable to write.
    """
    resources = _resources(executable)
    any_module = next(iter(resources.modules.values()))
    resources.modules["unused"] = Module("unused/__init__.py", True, any_module.code)
    for number in range(count - 1):
        resources.modules[f"unused.module_{number}"] = Module(
            f"unused/module_{number}.py", False, any_module.code
        )
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "packed"
        with packed.open("wb") as file:
            write_packed_resources(resources, file)
        attach(image=native_image, packed=packed, output=output)


def _resources(executable: Path) -> Resources:
    content = memoryview(executable.read_bytes())
    attached = elf.find_attached(content)
    packed = PackedResources(content[attached.offset : attached.offset + attached.size])
    resources = Resources(packed.header.bytecode_magic, config=packed.config)
    # In the order of the blobs, so that the layout stays what it was.
    for entry in sorted(packed.entries, key=lambda entry: entry.data_offset):
        blob = Blob(entry.data, entry.encoding, entry.raw_size)
        if entry.kind is Kind.FILE:
            resources.files[entry.name] = blob
        elif entry.kind is Kind.MODULE and not entry.is_namespace:
            resources.modules[entry.name] = Module(entry.path, entry.is_package, blob)
    return resources
