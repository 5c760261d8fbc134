/* Writes what the loader has found and what it is going to do, where diagnostics.h asks for it. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_START_REPORT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_START_REPORT_H

#include "loader.h"
#include "process_start.h"

/* Reads the environment variable, unless the packed configuration says that it has no effect, and
 * sets loader->diagnostics. Writes the report if it is asked for, and a line about a word that is
 * not known. */
void start_report(struct loader *loader, const struct process_start *start);

#endif
