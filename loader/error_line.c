#include "error_line.h"

#include <stdio.h>

#include "executable_path.h"
#include "loader.h"
#include "system.h"

void
error_line_write(const char *what, const char *mend)
{
    if (loader.host.error != NULL) {
        snprintf(loader.host.error, loader.host.error_size, "%s: %s", what, mend);
        return;
    }
    const char *const name =
        loader.executable == NULL ? "python-executable" : path_base_name(loader.executable);
    /* At once, so that lines of several processes do not mix. */
    char line[4096];
    if (snprintf(line, sizeof(line), "%s: %s: %s\n", name, what, mend) >= (int)sizeof(line)) {
        line[sizeof(line) - 2] = '\n';
    }
    system_write_error(line);
}
