#include "initialisers.h"

#include <unistd.h>

#include "runner.h"

extern char **environ;

const char *initialisers_apple[] = {NULL};

static void
call(start_function *function)
{
    function(runner.argc, runner.argv, environ, initialisers_apple);
}

void
initialisers_run(const struct image *image)
{
    const struct section_64 *section;
    size_t segment = 0;
    uint32_t number = 0;
    while ((section = image_next_section(image, S_MOD_INIT_FUNC_POINTERS, &segment, &number))
           != NULL)
    {
        start_function *const *functions = (void *)((uintptr_t)section->addr + image->slide);
        for (size_t i = 0; i < section->size / sizeof(*functions); i++) {
            call(functions[i]);
        }
    }
    segment = 0;
    number = 0;
    while ((section = image_next_section(image, S_INIT_FUNC_OFFSETS, &segment, &number)) != NULL) {
        const uint32_t *offsets = (void *)((uintptr_t)section->addr + image->slide);
        for (size_t i = 0; i < section->size / sizeof(*offsets); i++) {
            call((start_function *)(image->header + offsets[i]));
        }
    }
}
