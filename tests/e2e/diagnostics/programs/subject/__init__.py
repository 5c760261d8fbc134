"""Modules that programs for developers look at: debuggers, doctest, coverage and their like."""
