"""Compiles Python sources for the running interpreter into a bytecode archive."""
