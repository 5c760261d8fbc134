/* Error numbers. */
#ifndef TESTS_MACHO_RUNNER_SHIMS_ERRNO_H
#define TESTS_MACHO_RUNNER_SHIMS_ERRNO_H

#include <errno.h>

/* Darwin's number of one of the host's errors. */
int errno_to_darwin(int error);

#endif
