/* _wmimodule.cpp writes <Wbemidl.h>, as file systems that ignore case have it. */
#include_next <wbemidl.h>
