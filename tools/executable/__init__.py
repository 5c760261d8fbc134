"""Reads executables of any format: what they are, and what they need of the system they run on."""
