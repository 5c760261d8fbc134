"""A package with an extension module of the same name as that of another."""
