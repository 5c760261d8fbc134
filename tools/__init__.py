"""Tools that Bazel actions and users run; importable as libraries, one package each."""
