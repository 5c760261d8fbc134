/* Lets io.FileIO, the type, open packed files by their paths: subclasses of it, too.
 *
 * Such a file is one of the system's, with a descriptor: a copy of the packed one. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_RAW_FILE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_RAW_FILE_H

/* Replaces the type's __init__. To be called once for each interpreter, before the type has
 * subclasses. Returns 0, or -1 with an exception set. */
int raw_file_install(void);

/* To be called before and after open(), which makes a FileIO: that one leaves packed files alone,
 * since open() needs no copy of them. */
void raw_file_begin_open(void);
void raw_file_end_open(void);

#endif
