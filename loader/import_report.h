/* Writes where each module comes from, where diagnostics.h asks for it. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORT_REPORT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORT_REPORT_H

/* Begins the report in the current interpreter, whose finders must be where they belong. Does
 * nothing if it is not asked for. Returns 0, or -1 with an exception set. */
int import_report_install(void);

#endif
