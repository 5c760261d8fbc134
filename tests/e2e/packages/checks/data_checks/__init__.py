"""Checks that packages find the data that comes with them, written as most programs use them."""
