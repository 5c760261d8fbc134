"""Makes pages of Markdown."""
