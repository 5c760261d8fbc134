"""What the build script imports from beside itself."""

SOURCE = '#include "tests/e2e/cffi/dial.h"'
