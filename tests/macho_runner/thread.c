#include "thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fatal.h"

/* A descriptor of a thread-local variable: code gets the variable's address by calling `thunk` with
 * the address of the descriptor, and expects that no other register changes. */
struct variable {
    void (*thunk)(void);
    const struct variables *image;      /* Darwin has a number here */
    uintptr_t offset;
};

/* The thread-local variables of an image. */
struct variables {
    const void *initial;                /* what they are in a new thread */
    size_t size;
    pthread_key_t key;                  /* of each thread's own */
};

/* In thread_*.S: keeps the registers, calls thread_variable(). */
void thread_variable_thunk(void);

void *thread_variable(const struct variable *variable);

void *
thread_variable(const struct variable *variable)
{
    enum { ALIGNMENT = 64 };
    const struct variables *const image = variable->image;
    char *variables = pthread_getspecific(image->key);
    if (variables == NULL) {
        const size_t size = (image->size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
        variables = aligned_alloc(ALIGNMENT, size);
        if (variables == NULL || pthread_setspecific(image->key, variables) != 0) {
            fatal("no memory for thread-local variables");
        }
        memcpy(variables, image->initial, image->size);
    }
    return variables + variable->offset;
}

static void
prepare_variables(const struct image *image)
{
    static const uint32_t kinds[] = {S_THREAD_LOCAL_REGULAR, S_THREAD_LOCAL_ZEROFILL};
    uintptr_t start = UINTPTR_MAX, end = 0;
    const struct section_64 *section;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        size_t segment = 0;
        uint32_t number = 0;
        while ((section = image_next_section(image, kinds[i], &segment, &number)) != NULL) {
            const uintptr_t address = (uintptr_t)section->addr;
            start = address < start ? address : start;
            end = address + section->size > end ? address + (uintptr_t)section->size : end;
        }
    }
    if (end == 0) {
        return;
    }
    /* For the life of the process, like the image. */
    struct variables *const of_image = malloc(sizeof(*of_image));
    void *const copy = malloc(end - start);
    if (of_image == NULL || copy == NULL || pthread_key_create(&of_image->key, free) != 0) {
        fatal("no memory for thread-local variables");
    }
    of_image->size = end - start;
    of_image->initial = memcpy(copy, (const void *)(start + image->slide), of_image->size);

    size_t segment = 0;
    uint32_t number = 0;
    while ((section = image_next_section(image, S_THREAD_LOCAL_VARIABLES, &segment, &number))
           != NULL)
    {
        struct variable *variables = (void *)((uintptr_t)section->addr + image->slide);
        for (size_t i = 0; i < section->size / sizeof(*variables); i++) {
            variables[i].thunk = thread_variable_thunk;
            variables[i].image = of_image;
        }
    }
    segment = 0;
    number = 0;
    if (image_next_section(image, S_THREAD_LOCAL_INIT_FUNCTION_POINTERS, &segment, &number) != NULL)
    {
        fatal("initialisers of thread-local variables are not supported");
    }
}

#ifdef __aarch64__

/* Darwin's code reads the thread pointer from the register TPIDRRO_EL0, which Linux programs cannot
 * set. It is made to read TPIDR_EL0 instead. */
static void
prepare_thread_pointer(const struct image *image)
{
    enum { REGISTER_MASK = 0x1f };
    const uint32_t read_tpidrro = 0xd53bd060, read_tpidr = 0xd53bd040;
    const struct section_64 *text = image_find_section(image, "__TEXT", "__text");
    uint32_t *code = text == NULL ? NULL : (void *)((uintptr_t)text->addr + image->slide);
    for (size_t i = 0; code != NULL && i < text->size / sizeof(*code); i++) {
        if ((code[i] & ~(uint32_t)REGISTER_MASK) == read_tpidrro) {
            code[i] = read_tpidr | (code[i] & REGISTER_MASK);
        }
    }
}

void
thread_start(void)
{
    /* The thread pointer points to itself, as on Darwin. The ABI reserves two words there, of which
     * musl uses none. */
    void **pointer = __builtin_thread_pointer();
    pointer[0] = pointer;
}

#else

static void
prepare_thread_pointer(const struct image *image)
{
    (void)image;
}

void
thread_start(void)
{
    enum { SET_GS = 0x1001, SIZE = 0x1000 };
    /* The thread pointer is in the segment register GS and points to itself, as on Darwin. */
    void **pointer = calloc(1, SIZE);
    if (pointer == NULL) {
        fatal("no memory for a thread");
    }
    pointer[0] = pointer;
    if (syscall(SYS_arch_prctl, SET_GS, pointer) != 0) {
        fatal("the thread pointer cannot be set");
    }
}

#endif

void
thread_prepare_image(const struct image *image)
{
    prepare_variables(image);
    prepare_thread_pointer(image);
}
