/* What _wmimodule.cpp is linked with of C++'s library. There are no exceptions: without memory, the
 * process ends.
 *
 * All of it is weak, so that it can stand beside the whole library, which extension modules in C++
 * bring along.
 */
#include <new>

#include <stdlib.h>

__attribute__((weak)) const std::nothrow_t std::nothrow;

__attribute__((weak)) void *
operator new(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

__attribute__((weak)) void *
operator new[](size_t size, const std::nothrow_t &) noexcept
{
    return malloc(size > 0 ? size : 1);
}

__attribute__((weak)) void
operator delete(void *memory) noexcept
{
    free(memory);
}

__attribute__((weak)) void
operator delete(void *memory, size_t) noexcept
{
    free(memory);
}

__attribute__((weak)) void
operator delete[](void *memory) noexcept
{
    free(memory);
}
