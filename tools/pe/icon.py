"""Icons as resources.

The formats of `.ico` files and of the two kinds of resources differ in one field. They are from
"Icons in Win32", https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10).
"""

from __future__ import annotations

import struct

from tools.common.errors import ToolError
from tools.pe.resources import RT_GROUP_ICON, RT_ICON, Resource

_HEADER = struct.Struct("<HHH")
_TYPE_ICON = 1
_FILE_ENTRY = struct.Struct("<BBBBHHII")
_GROUP_ENTRY = struct.Struct("<BBBBHHIH")
_GROUP_NUMBER = 1
"""The group with the lowest number is the executable's icon."""


def icon_resources(content: bytes) -> list[Resource]:
    """Returns the resources of an icon: one for each of its images, and the group of them.

    Args:
        content: a file in the format `.ico`.

    Raises:
        ToolError: it is no icon, or truncated.
    """
    if len(content) < _HEADER.size:
        raise ToolError("not an icon in the format .ico")
    reserved, kind, count = _HEADER.unpack_from(content)
    if (reserved, kind) != (0, _TYPE_ICON) or count == 0:
        raise ToolError("not an icon in the format .ico")
    if _HEADER.size + count * _FILE_ENTRY.size > len(content):
        raise ToolError("truncated icon")
    images = []
    group = bytearray(_HEADER.pack(0, _TYPE_ICON, count))
    for number in range(1, count + 1):
        *shape, size, offset = _FILE_ENTRY.unpack_from(
            content, _HEADER.size + (number - 1) * _FILE_ENTRY.size
        )
        if offset + size > len(content):
            raise ToolError(f"truncated icon: image {number} of {count} lies outside of it")
        images.append(Resource(RT_ICON, number, content[offset : offset + size]))
        group += _GROUP_ENTRY.pack(*shape, size, number)
    return [*images, Resource(RT_GROUP_ICON, _GROUP_NUMBER, bytes(group))]
