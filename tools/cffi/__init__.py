"""Makes the C source of a cffi extension module from its build script."""
