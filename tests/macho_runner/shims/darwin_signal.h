/* Numbers and sets of signals. */
#ifndef TESTS_MACHO_RUNNER_SHIMS_DARWIN_SIGNAL_H
#define TESTS_MACHO_RUNNER_SHIMS_DARWIN_SIGNAL_H

#include <signal.h>
#include <stdint.h>

/* Darwin's number of one of the host's signals; 0 if it has none. */
int signal_to_darwin(int signal);

/* The host's number of one of Darwin's signals; -1 if it has none, which no function takes. */
int signal_from_darwin(int signal);

/* The host's set of signals for one of Darwin's. */
sigset_t signal_set_from_darwin(uint32_t set);

#endif
