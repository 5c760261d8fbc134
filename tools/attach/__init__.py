"""Puts a packed resources file into a native executable image."""
