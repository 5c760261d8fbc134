"""The parts of the importer of packed modules that are written in Python.

The C part is the builtin module `_packed_resources`; it imports these when they are asked for, so
a program that has no use for them does not pay for them.
"""
