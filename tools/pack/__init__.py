"""Puts bytecode, files and configuration of one program into a packed resources file."""
