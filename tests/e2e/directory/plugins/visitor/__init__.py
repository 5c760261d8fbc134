"""A package that lies beside the executable, as files."""

GREETING = "hello from a file"
