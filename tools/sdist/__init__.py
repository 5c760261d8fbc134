"""Builds a source distribution for a target platform by its own PEP 517 backend."""
