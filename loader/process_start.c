#include "process_start.h"

#include <stdlib.h>
#include <string.h>

struct process_start
process_start_read(struct loader *loader, int argc, char **argv)
{
    struct process_start start = {.origin = COMMAND_LINE_OF_USER, .argc = argc, .argv = argv};
    if (loader->configuration.child_interpreter) {
        start.origin = command_line_origin(argc, argv);
    }
    if (start.origin != COMMAND_LINE_OF_USER) {
        argv[1] = argv[0];
        start.argc--;
        start.argv++;
    }
    /* Built-in arguments would come before these. */
    if (start.origin != COMMAND_LINE_OF_USER
        || (loader->configuration.interpreter && loader->configuration.argument_count == 0))
    {
        start.command_line = command_line_read(start.argc, start.argv);
    }
    if (start.origin == COMMAND_LINE_OF_PROGRAM) {
        loader->program_name = start.argv[start.command_line.script];
    }
    else if (start.origin == COMMAND_LINE_OF_USER && !loader->configuration.interpreter) {
        loader->program_name = argc > 0 ? argv[0] : NULL;
    }
    return start;
}

/* A copy of argv, for the caller to free. */
static char **
copy_arguments(int argc, char *const *argv)
{
    char **copy = malloc(((size_t)argc + 1) * sizeof(char *));
    if (copy != NULL) {
        memcpy(copy, argv, (size_t)argc * sizeof(char *));
        copy[argc] = NULL;
    }
    return copy;
}

void
process_start_configure(const struct process_start *start, const struct loader *loader,
                        struct interpreter_config *config)
{
    const int optimize = loader->configuration.optimize;
    *config = (struct interpreter_config){
        .executable = loader->executable,
        .interpreter = loader->configuration.interpreter,
        .optimize = optimize,
        .import_time = loader->diagnostics.import_time,
        .configure_locale = true,
        .install_signal_handlers = true,
        .fields = &loader->configuration,
        .original_argc = start->argc,
        .original_argv = start->argv,
    };
    if (start->origin == COMMAND_LINE_OF_USER) {
        config->configure_locale = !loader->host.present;
        config->install_signal_handlers =
            !loader->host.present || loader->host.installs_signal_handlers;
        config->argv = run_configuration_arguments(&loader->configuration, start->argc,
                                                   start->argv, loader->executable,
                                                   &config->argc);
        return;
    }
    config->interpreter = true;
    config->child = true;
    config->isolated = start->origin == COMMAND_LINE_OF_PROGRAM;
    /* Python adds the -O of the command line. */
    const int added = start->command_line.optimize;
    config->optimize = config->isolated && optimize > added ? optimize - added : 0;
    /* A program that starts itself again passes on its built-in arguments, which are in sys.argv. */
    config->argc = start->argc;
    config->argv = copy_arguments(start->argc, start->argv);
}

bool
process_start_finds_by_path(const struct process_start *start, const struct loader *loader)
{
    /* An isolated child is what multiprocessing starts for the program: it finds what that would. */
    return start->origin == COMMAND_LINE_OF_INTERPRETER ? !start->command_line.isolated
                                                        : loader->configuration.interpreter;
}
