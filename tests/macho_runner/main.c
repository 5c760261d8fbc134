/* macho_runner PROGRAM [ARGUMENT...]: runs a macOS executable on Linux, see README.md. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "crash.h"
#include "fatal.h"
#include "fixups.h"
#include "image.h"
#include "runner.h"
#include "symbols.h"
#include "thread.h"

extern char **environ;

struct runner runner;

typedef int start_function(int argc, char **argv, char **environment, const char **apple);

/* What dyld passes behind the environment: nothing that the runner's programs ask for. */
static const char *apple[] = {NULL};

static void
run_initialisers(void)
{
    const struct image *const image = &runner.image;
    const struct section_64 *section;
    size_t segment = 0;
    uint32_t number = 0;
    while ((section = image_next_section(image, S_MOD_INIT_FUNC_POINTERS, &segment, &number))
           != NULL)
    {
        start_function *const *functions = (void *)((uintptr_t)section->addr + image->slide);
        for (size_t i = 0; i < section->size / sizeof(*functions); i++) {
            functions[i](runner.argc, runner.argv, environ, apple);
        }
    }
    segment = 0;
    number = 0;
    while ((section = image_next_section(image, S_INIT_FUNC_OFFSETS, &segment, &number)) != NULL) {
        const uint32_t *offsets = (void *)((uintptr_t)section->addr + image->slide);
        for (size_t i = 0; i < section->size / sizeof(*offsets); i++) {
            start_function *function = (start_function *)(image->header + offsets[i]);
            function(runner.argc, runner.argv, environ, apple);
        }
    }
}

static void *
run_program(void *nothing)
{
    (void)nothing;
    thread_start();
    crash_catch();
    run_initialisers();
    start_function *start = (start_function *)runner.image.entry;
    exit(start(runner.argc, runner.argv, environ, apple));
}

/* Runs the program in a thread that has as large a stack as the program asks for. */
static _Noreturn void
run_with_stack(size_t stack_size)
{
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all;
    if (pthread_attr_init(&attributes) != 0
        || pthread_attr_setstacksize(&attributes, stack_size) != 0
        || pthread_create(&thread, &attributes, run_program, NULL) != 0)
    {
        fatal("no memory for a stack of %zu bytes", stack_size);
    }
    /* Signals are for the program. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    for (;;) {
        pause();
    }
}

int
main(int argc, char **argv)
{
    if (argc < 2) {
        fatal("usage: macho_runner PROGRAM [ARGUMENT...]");
    }
    runner.argc = argc - 1;
    runner.argv = argv + 1;
    image_map(&runner.image, argv[1]);
    fixups_apply(&runner.image, symbols_resolve);
    thread_prepare_image(&runner.image);
    image_protect(&runner.image);
    run_with_stack(runner.image.stack_size);
}
