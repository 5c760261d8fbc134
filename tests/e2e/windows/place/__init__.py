"""A package with a file."""
