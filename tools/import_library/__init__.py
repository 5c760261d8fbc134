"""Makes import libraries, with which extension modules for Windows are linked."""
