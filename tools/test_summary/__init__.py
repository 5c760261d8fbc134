"""Counts what a CI run has tested: Bazel's test targets and other checks."""
