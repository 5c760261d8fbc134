/* The code of CPython 3.11's frozen modules.
 *
 * Python/frozen.c asks functions for it, which upstream has Tools/scripts/deepfreeze.py write: the
 * code objects as C structures, slow to compile and no faster to start with (upstream left them in
 * 3.13). Here the functions unmarshal the code, as later versions do.
 */
#include <Python.h>
#include <marshal.h>

#include "frozen_modules/__hello__.h"
#include "frozen_modules/__phello__.h"
#include "frozen_modules/__phello__.ham.eggs.h"
#include "frozen_modules/__phello__.ham.h"
#include "frozen_modules/__phello__.spam.h"
#include "frozen_modules/_collections_abc.h"
#include "frozen_modules/_sitebuiltins.h"
#include "frozen_modules/abc.h"
#include "frozen_modules/codecs.h"
#include "frozen_modules/frozen_only.h"
#include "frozen_modules/genericpath.h"
#include "frozen_modules/importlib._bootstrap.h"
#include "frozen_modules/importlib._bootstrap_external.h"
#include "frozen_modules/importlib.machinery.h"
#include "frozen_modules/importlib.util.h"
#include "frozen_modules/io.h"
#include "frozen_modules/ntpath.h"
#include "frozen_modules/os.h"
#include "frozen_modules/posixpath.h"
#include "frozen_modules/runpy.h"
#include "frozen_modules/site.h"
#include "frozen_modules/stat.h"
#include "frozen_modules/zipimport.h"

#define FROZEN_CODE(name)                                                                          \
    PyObject *_Py_get_##name##_toplevel(void);                                                     \
    PyObject *_Py_get_##name##_toplevel(void)                                                      \
    {                                                                                              \
        return PyMarshal_ReadObjectFromString((const char *)_Py_M__##name,                         \
                                              (Py_ssize_t)sizeof(_Py_M__##name));                  \
    }

FROZEN_CODE(__hello__)
FROZEN_CODE(__phello__)
FROZEN_CODE(__phello___ham)
FROZEN_CODE(__phello___ham_eggs)
FROZEN_CODE(__phello___spam)
FROZEN_CODE(_collections_abc)
FROZEN_CODE(_sitebuiltins)
FROZEN_CODE(abc)
FROZEN_CODE(codecs)
FROZEN_CODE(frozen_only)
FROZEN_CODE(genericpath)
FROZEN_CODE(importlib__bootstrap)
FROZEN_CODE(importlib__bootstrap_external)
FROZEN_CODE(importlib_machinery)
FROZEN_CODE(importlib_util)
FROZEN_CODE(io)
FROZEN_CODE(ntpath)
FROZEN_CODE(os)
FROZEN_CODE(posixpath)
FROZEN_CODE(runpy)
FROZEN_CODE(site)
FROZEN_CODE(stat)
FROZEN_CODE(zipimport)

int _Py_Deepfreeze_Init(void);
void _Py_Deepfreeze_Fini(void);

/* Called when Python is initialised and finalised. There is nothing to do. */
int
_Py_Deepfreeze_Init(void)
{
    return 0;
}

void
_Py_Deepfreeze_Fini(void)
{
}
