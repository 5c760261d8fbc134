"""Joins executables for several architectures as one universal Mach-O executable."""
