/* Which certificates the module `ssl` trusts, and that it knows packed files. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_CERTIFICATES_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_CERTIFICATES_H

#include <Python.h>

/* Called when the code of a packed module has been run. If that is `ssl`, makes it load packed
 * files by their paths, and trust the packed package certifi, each if the configuration says so.
 * Returns 0, or -1 with an exception set. */
int importer_set_certificates(PyObject *name, PyObject *module);

#endif
