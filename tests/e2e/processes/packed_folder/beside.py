"""A module in the folder of a script."""
