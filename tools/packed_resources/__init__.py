"""The packed resources file: format, writer and reader. docs/packed_resources.md describes it."""
