"""PE executables, those of Windows."""
