/* _wmimodule.cpp writes <Windows.h>, as file systems that ignore case have it. */
#include_next <windows.h>
