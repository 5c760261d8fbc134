/* _ctypes writes <Unknwn.h>, as file systems that ignore case have it. */
#include_next <unknwn.h>
