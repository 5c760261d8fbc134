/* What _wmimodule.cpp is linked with of C++'s library. There are no exceptions: without memory, the
 * process ends.
 */
#include <new>

#include <stdlib.h>

const std::nothrow_t std::nothrow;

void *
operator new(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

void *
operator new[](size_t size, const std::nothrow_t &) noexcept
{
    return malloc(size > 0 ? size : 1);
}

void
operator delete(void *memory) noexcept
{
    free(memory);
}

void
operator delete(void *memory, size_t) noexcept
{
    free(memory);
}

void
operator delete[](void *memory) noexcept
{
    free(memory);
}
