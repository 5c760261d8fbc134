/* Flags of open(). */
#ifndef TESTS_MACHO_RUNNER_SHIMS_DARWIN_FILES_H
#define TESTS_MACHO_RUNNER_SHIMS_DARWIN_FILES_H

/* The host's O_... for Darwin's. Those that the host does not have are left out. */
int files_open_flags_from_darwin(int flags);

#endif
