#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32

#include <io.h>
#include <process.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Windows hands a program one string. Writes `argument` the way the C runtime of the other side
 * takes it apart again: in quotes, with backslashes doubled before a quote.
 *
 * Returns a string that lives until the program ends, or NULL without memory. */
static char *
quoted(const char *argument)
{
    char *result = malloc(2 * strlen(argument) + 3);
    if (result == NULL) {
        return NULL;
    }
    char *out = result;
    *out++ = '"';
    size_t backslashes = 0;
    for (const char *in = argument; *in != '\0'; in++) {
        if (*in == '\\') {
            backslashes++;
        }
        else {
            if (*in == '"') {
                for (size_t i = 0; i <= backslashes; i++) {
                    *out++ = '\\';
                }
            }
            backslashes = 0;
        }
        *out++ = *in;
    }
    while (backslashes-- > 0) {
        *out++ = '\\';
    }
    *out++ = '"';
    *out = '\0';
    return result;
}

static int
spawn(char *const argv[])
{
    size_t count = 0;
    while (argv[count] != NULL) {
        count++;
    }
    char **arguments = calloc(count + 1, sizeof(*arguments));
    if (arguments == NULL) {
        fprintf(stderr, "%s: out of memory\n", argv[0]);
        return 127;
    }
    for (size_t i = 0; i < count; i++) {
        arguments[i] = quoted(argv[i]);
        if (arguments[i] == NULL) {
            fprintf(stderr, "%s: out of memory\n", argv[0]);
            return 127;
        }
    }
    intptr_t status = _spawnv(_P_WAIT, argv[0], (const char *const *)arguments);
    if (status == -1) {
        fprintf(stderr, "%s: cannot be started: %s\n", argv[0], strerror(errno));
        return 127;
    }
    return (int)status;
}

int
process_replace(char *const argv[])
{
    return spawn(argv);
}

int
process_run(char *const argv[], const char *stderr_path)
{
    if (stderr_path == NULL) {
        return spawn(argv);
    }
    int file = _open(stderr_path, _O_WRONLY | _O_CREAT | _O_TRUNC | _O_BINARY,
                     _S_IREAD | _S_IWRITE);
    if (file < 0) {
        fprintf(stderr, "%s: cannot be written: %s\n", stderr_path, strerror(errno));
        return 127;
    }
    int saved = _dup(2);
    _dup2(file, 2);
    int status = spawn(argv);
    _dup2(saved, 2);
    _close(saved);
    _close(file);
    return status;
}

#else

#include <sys/wait.h>
#include <unistd.h>

int
process_replace(char *const argv[])
{
    execv(argv[0], argv);
    fprintf(stderr, "%s: cannot be started: %s\n", argv[0], strerror(errno));
    return 127;
}

int
process_run(char *const argv[], const char *stderr_path)
{
    pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "%s: cannot be started: %s\n", argv[0], strerror(errno));
        return 127;
    }
    if (child == 0) {
        if (stderr_path != NULL) {
            int file = open(stderr_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
            if (file < 0 || dup2(file, STDERR_FILENO) < 0) {
                fprintf(stderr, "%s: cannot be written: %s\n", stderr_path, strerror(errno));
                _exit(127);
            }
        }
        _exit(process_replace(argv));
    }
    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            fprintf(stderr, "%s: cannot be waited for: %s\n", argv[0], strerror(errno));
            return 127;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

#endif
