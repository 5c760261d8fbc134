"""Checks that hold in every Python: packages cannot tell a packed program from an ordinary one.

`check_import_system.py` runs them: packed, in an executable, and as it is, in an ordinary Python:

    python3.13 -I -S -B tests/loader/checks/check_import_system.py
"""
