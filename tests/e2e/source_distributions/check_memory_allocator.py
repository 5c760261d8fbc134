"""Uses memory-allocator, which meson-python built; checks that its native code runs."""

from __future__ import annotations

from importlib import metadata

import memory_allocator.memory_allocator
import memory_allocator.test


def check() -> None:
    """Checks everything, or fails with an AssertionError."""
    assert metadata.version("memory-allocator")
    for module in (memory_allocator.memory_allocator, memory_allocator.test):
        assert module.__file__.endswith(".so"), module
    # Of one extension module, which uses a class of the other.
    memory = memory_allocator.test.TestMemoryAllocator()
    assert memory.aligned_malloc(1024, 4048) % 1024 == 0
    assert memory.n() == 1
    try:
        memory.malloc(memory.size_t_max())
    except MemoryError:
        pass
    else:
        raise AssertionError("no error")
