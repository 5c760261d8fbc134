#include "function_kinds.h"
#include "rewrite.h"

enum {
    EXECV,
    EXECVE,
    POSIX_SPAWN,
    POSIX_SPAWNP,
    FORK_EXEC,
};

PROCESS_FUNCTION_WRAPPER(call_execv, EXECV)
PROCESS_FUNCTION_WRAPPER(call_execve, EXECVE)
PROCESS_FUNCTION_WRAPPER(call_posix_spawn, POSIX_SPAWN)
PROCESS_FUNCTION_WRAPPER(call_posix_spawnp, POSIX_SPAWNP)
PROCESS_FUNCTION_WRAPPER(call_fork_exec, FORK_EXEC)

const struct process_function_kind process_function_kinds[PROCESS_FUNCTION_COUNT] = {
    [EXECV] = {"posix", "execv", call_execv, .executable = 0, .arguments = 1,
               .rewrite = process_rewrite_list},
    [EXECVE] = {"posix", "execve", call_execve, .executable = 0, .arguments = 1,
                .executable_name = "path", .arguments_name = "argv",
                .rewrite = process_rewrite_list},
    [POSIX_SPAWN] = {"posix", "posix_spawn", call_posix_spawn, .executable = 0, .arguments = 1,
                     .rewrite = process_rewrite_list},
    [POSIX_SPAWNP] = {"posix", "posix_spawnp", call_posix_spawnp, .executable = 0, .arguments = 1,
                      .rewrite = process_rewrite_list},
    [FORK_EXEC] = {"_posixsubprocess", "fork_exec", call_fork_exec, .executable = 1,
                   .arguments = 0, .folder = 4, .rewrite = process_rewrite_list},
};
