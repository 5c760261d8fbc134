/* PC/dl_nt.c assumes that CPython is a DLL and learns its handle in DllMain(), which nobody calls
 * where it is part of a program: there, it is the program's.
 */
#include <windows.h>

/* Of dl_nt.c; becomes sys.dllhandle, through which ctypes.pythonapi finds the C API. */
extern HMODULE PyWin_DLLhModule;

__attribute__((constructor)) static void
set_dll_handle(void)
{
    PyWin_DLLhModule = GetModuleHandleW(NULL);
}
