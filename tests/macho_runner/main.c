/* macho_runner PROGRAM [ARGUMENT...]: runs a macOS executable on Linux, see README.md. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "crash.h"
#include "fatal.h"
#include "image.h"
#include "initialisers.h"
#include "libraries.h"
#include "runner.h"
#include "thread.h"

extern char **environ;

struct runner runner;

static void *
run_program(void *nothing)
{
    (void)nothing;
    thread_start();
    crash_catch();
    initialisers_run(&runner.image);
    start_function *start = (start_function *)runner.image.entry;
    exit(start(runner.argc, runner.argv, environ, initialisers_apple));
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
    libraries_prepare_program();
    run_with_stack(runner.image.stack_size);
}
