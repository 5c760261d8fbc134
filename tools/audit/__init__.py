"""Checks executables against the contract of the platform they are for."""
