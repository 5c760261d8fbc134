"""Lets `ssl` trust the certificates of the packed package certifi, instead of the system's.

The loader calls this once `ssl` has been imported, in executables that are configured so.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any


def trust_certifi(ssl: ModuleType) -> None:
    """Makes contexts of `ssl` load certifi's certificates wherever they load the default ones."""

    def set_default_verify_paths(context: Any) -> None:
        """Load the certificates of the packed package certifi."""
        import certifi  # not before it is needed

        context.load_verify_locations(cadata=certifi.contents())

    ssl.SSLContext.set_default_verify_paths = set_default_verify_paths
    # What load_default_certs() adds to that on Windows.
    ssl.SSLContext._windows_cert_stores = ()
