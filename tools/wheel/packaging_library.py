"""The library `packaging`, as pip brings it along.

pip's own copy is taken because pip is needed anyway, and `packaging` is not installed everywhere.
"""

from __future__ import annotations

from tools.common.errors import ToolError

try:
    from pip._vendor.packaging.markers import Marker
    from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
    from pip._vendor.packaging.tags import (
        Tag,
        compatible_tags,
        cpython_tags,
        mac_platforms,
        parse_tag,
    )
    from pip._vendor.packaging.utils import canonicalize_name
except ImportError:
    raise ToolError(
        "python3 has no pip: install it (python3-pip, or python3 -m ensurepip)"
    ) from None

__all__ = [
    "InvalidRequirement",
    "Marker",
    "Requirement",
    "Tag",
    "canonicalize_name",
    "compatible_tags",
    "cpython_tags",
    "mac_platforms",
    "parse_tag",
]
