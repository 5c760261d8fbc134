"""Reads and changes Mach-O files: thin images, their signatures, universal files."""
