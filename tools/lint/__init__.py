"""Style checks of this repository: buildifier for Bazel's files, ruff for Python.

The tools are fetched once, by name, version and SHA-256, through the npm and pip that the machine
is configured for, and kept in bazelw's cache folder.
"""
