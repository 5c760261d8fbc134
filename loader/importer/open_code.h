/* Makes io.open_code() read packed modules, for runpy.run_path() and with it multiprocessing. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_OPEN_CODE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_OPEN_CODE_H

/* Sets the hook of io.open_code(): for the __file__ of a packed module it gives the source if that
 * is packed, else what a .pyc file would hold; other paths are opened as usual. To be called before
 * Python is initialised. Returns 0, or -1 if there is a hook already. */
int importer_set_open_code_hook(void);

#endif
