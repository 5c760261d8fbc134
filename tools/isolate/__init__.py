"""Gives the symbols that a set of object files defines names of their own.

Extension modules that are linked into one executable would otherwise share whatever has the same
name: two modules called `_fast` in different packages, two versions of one C library.
"""
