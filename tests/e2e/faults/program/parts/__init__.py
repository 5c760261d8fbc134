"""A package with a module and a file."""
