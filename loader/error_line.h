/* The one line that the loader writes before it ends the program. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_ERROR_LINE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_ERROR_LINE_H

/* The mend where the executable is not what was built. */
#define ERROR_LINE_COPY_AGAIN "copy the file again, or build it again"

/* The mend where a file is not what was built that lies beside the executable. */
#define ERROR_LINE_COPY_ALL_AGAIN "copy the whole folder again, or build it again"

/* Writes `NAME: WHAT: MEND`, with the name of the executable, to standard error; while a host program
 * initialises Python, `WHAT: MEND` to where it wants to have failures described (loader.h). The texts
 * are UTF-8. */
void error_line_write(const char *what, const char *mend);

#endif
