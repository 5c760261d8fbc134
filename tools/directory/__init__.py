"""Lays an executable out as a folder, with what has to lie beside it."""
