"""A package with modules that cffi wrote."""
