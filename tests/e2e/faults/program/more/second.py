"""A module of a namespace package."""
