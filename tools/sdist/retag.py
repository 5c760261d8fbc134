"""Gives wheels the platform tag of the target."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from pathlib import Path

from tools.common.errors import ToolError

# The first date that a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def retagged_name(name: str, platform: str) -> str:
    """Returns the name of a wheel's file with another platform tag; `any` stays."""
    rest, _, old = name.removesuffix(".whl").rpartition("-")
    return f"{rest}-{old if old == 'any' else platform}.whl"


def retag(wheel: Path, platform: str) -> Path:
    """Replaces the platform tag of a wheel, in its name and in its metadata.

    Args:
        wheel: the wheel, which is removed.
        platform: `manylinux_2_17_x86_64`.

    Returns:
        the new wheel, beside it.

    Raises:
        ToolError: it has no metadata.
    """
    name = retagged_name(wheel.name, platform)
    with zipfile.ZipFile(wheel) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
        modes = {info.filename: info.external_attr for info in archive.infolist()}
    metadata = [path for path in contents if path.endswith(".dist-info/WHEEL")]
    if len(metadata) != 1:
        raise ToolError(f"{wheel.name}: damaged: no metadata")
    record = metadata[0].removesuffix("WHEEL") + "RECORD"
    tag = "-".join(name.removesuffix(".whl").split("-")[-3:])
    lines = contents[metadata[0]].decode("utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("Tag:")]
    contents[metadata[0]] = "\n".join([*kept, f"Tag: {tag}", ""]).encode("utf-8")
    contents[record] = _record(contents, record)
    wheel.unlink()
    output = wheel.with_name(name)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        # The specification wants the metadata at the end.
        for path in sorted(contents, key=lambda path: (".dist-info/" in path, path)):
            info = zipfile.ZipInfo(path, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = modes.get(path, 0)
            archive.writestr(info, contents[path])
    return output


def _record(contents: dict[str, bytes], record: str) -> bytes:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    for path in sorted(contents):
        if path.endswith("/"):
            continue
        if path == record:
            writer.writerow([path, "", ""])
            continue
        digest = base64.urlsafe_b64encode(hashlib.sha256(contents[path]).digest())
        writer.writerow([path, f"sha256={digest.rstrip(b'=').decode()}", len(contents[path])])
    return output.getvalue().encode("utf-8")
