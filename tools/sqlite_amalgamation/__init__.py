"""Makes SQLite's amalgamation, `sqlite3.c` and its headers, from SQLite's source tree.

Upstream's scripts for this are written in Tcl; this package does the same without Tcl, to the byte.
"""
