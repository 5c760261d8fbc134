"""Reached by two names."""
