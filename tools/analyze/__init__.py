"""Verifies and describes packed resources, alone or in an executable."""
