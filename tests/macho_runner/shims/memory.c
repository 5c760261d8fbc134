/* Memory: the heap with its zones, mappings, and what libffi asks of Mach for its trampolines. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "darwin_errno.h"
#include "shims.h"

/* The start of malloc_zone_t in Darwin's <malloc/malloc.h>. There is one zone: the heap. */
struct zone {
    void *reserved[2];
    size_t (*size)(struct zone *zone, const void *block);
    void *other_functions[16];
};

static size_t
zone_size(struct zone *zone, const void *block)
{
    (void)zone;
    return malloc_usable_size((void *)block);
}

static struct zone the_zone = {.size = zone_size};

static struct zone *
shim_malloc_default_zone(void)
{
    return &the_zone;
}

static struct zone *
shim_malloc_create_zone(size_t start_size, unsigned flags)
{
    (void)start_size;
    (void)flags;
    return &the_zone;
}

static void
shim_malloc_set_zone_name(struct zone *zone, const char *name)
{
    (void)zone;
    (void)name;
}

static void *
shim_malloc_zone_malloc(struct zone *zone, size_t size)
{
    (void)zone;
    return malloc(size);
}

static void *
shim_malloc_zone_realloc(struct zone *zone, void *block, size_t size)
{
    (void)zone;
    return realloc(block, size);
}

static void
shim_malloc_zone_free(struct zone *zone, void *block)
{
    (void)zone;
    free(block);
}

static size_t
shim_malloc_size(const void *block)
{
    return malloc_usable_size((void *)block);
}

static void *
shim_mmap(void *address, size_t size, int protection, int flags, int fd, int64_t offset)
{
    enum { SHARED = 0x1, PRIVATE = 0x2, FIXED = 0x10, JIT = 0x800, ANON = 0x1000 };
    if ((flags & ~(SHARED | PRIVATE | FIXED | JIT | ANON)) != 0) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    const int host_flags = (flags & SHARED ? MAP_SHARED : 0) | (flags & PRIVATE ? MAP_PRIVATE : 0)
        | (flags & FIXED ? MAP_FIXED : 0) | (flags & ANON ? MAP_ANONYMOUS : 0);
    /* Darwin takes a tag of the memory for the descriptor of anonymous memory. */
    return mmap(address, size, protection, host_flags, flags & ANON ? -1 : fd, offset);
}

static int
shim_madvise(void *address, size_t size, int advice)
{
    enum { WILL_NEED = 3, DONT_NEED = 4 };
    /* Beyond these the numbers differ, and none of them changes what the program sees. */
    return advice == WILL_NEED ? madvise(address, size, MADV_WILLNEED) : 0;
}

static int
shim_msync(void *address, size_t size, int flags)
{
    enum { ASYNC = 0x1, INVALIDATE = 0x2 };
    return msync(address, size,
                 (flags & ASYNC ? MS_ASYNC : MS_SYNC) | (flags & INVALIDATE ? MS_INVALIDATE : 0));
}

/* Results of Mach's functions. */
enum { KERN_SUCCESS = 0, KERN_NO_SPACE = 3 };

static int
shim_vm_allocate(unsigned task, uintptr_t *address, uintptr_t size, int flags)
{
    (void)task;
    (void)flags;
    void *start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *address = (uintptr_t)start;
    return start == MAP_FAILED ? KERN_NO_SPACE : KERN_SUCCESS;
}

static int
shim_vm_deallocate(unsigned task, uintptr_t address, uintptr_t size)
{
    (void)task;
    return munmap((void *)address, size) == 0 ? KERN_SUCCESS : KERN_NO_SPACE;
}

static int
shim_vm_protect(unsigned task, uintptr_t address, uintptr_t size, int set_maximum, int protection)
{
    (void)task;
    (void)set_maximum;
    return mprotect((void *)address, size, protection) == 0 ? KERN_SUCCESS : KERN_NO_SPACE;
}

/* Maps code once more at another address. A copy does the same for code that does not change. */
static int
shim_vm_remap(unsigned task, uintptr_t *target, uintptr_t size, uintptr_t mask, int flags,
              unsigned source_task, uintptr_t source, int copy, int *current, int *maximum,
              unsigned inheritance)
{
    (void)task;
    (void)mask;
    (void)flags;
    (void)source_task;
    (void)copy;
    (void)inheritance;
    char *start = (char *)*target;
    if (mprotect(start, size, PROT_READ | PROT_WRITE) != 0) {
        return KERN_NO_SPACE;
    }
    memcpy(start, (const void *)source, size);
    __builtin___clear_cache(start, start + size);
    *current = *maximum = PROT_READ | PROT_EXEC;
    return mprotect(start, size, PROT_READ | PROT_EXEC) == 0 ? KERN_SUCCESS : KERN_NO_SPACE;
}

static void
shim_sys_icache_invalidate(void *start, size_t size)
{
    __builtin___clear_cache((char *)start, (char *)start + size);
}

static unsigned shim_mach_task_self_ = 1;

#ifdef __aarch64__
static uintptr_t shim_vm_page_size = 0x4000;
#else
static uintptr_t shim_vm_page_size = 0x1000;
#endif

const struct symbol shims_memory[] = {
    SHIM_DATA(mach_task_self_),
    SHIM_DATA(vm_page_size),
    SHIM(madvise),
    SHIM(malloc_create_zone),
    SHIM(malloc_default_zone),
    SHIM(malloc_set_zone_name),
    SHIM(malloc_size),
    SHIM(malloc_zone_free),
    SHIM(malloc_zone_malloc),
    SHIM(malloc_zone_realloc),
    SHIM(mmap),
    SHIM(msync),
    SHIM(sys_icache_invalidate),
    SHIM(vm_allocate),
    SHIM(vm_deallocate),
    SHIM(vm_protect),
    SHIM(vm_remap),
    SAME(calloc),
    SAME(free),
    SAME(malloc),
    SAME(mlock),
    SAME(mprotect),
    SAME(munlock),
    SAME(munmap),
    SAME(posix_memalign),
    SAME(realloc),
    END_OF_SYMBOLS,
};
