"""Makes and updates lock files of Python packages, for all platforms at once: `//tools:lock`."""
