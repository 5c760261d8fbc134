"""Fetches one wheel through pip and lays it out as a Bazel repository needs it.

A repository rule runs this with the machine's Python (3.9 or newer), before there is any Python of
our own: only the standard library and what pip itself brings along may be used.
"""
