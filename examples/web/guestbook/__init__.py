"""A guest book: a small Flask application whose templates and style sheet are package data."""
