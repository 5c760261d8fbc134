/* posixmodule.c writes <ProcessSnapshot.h>, as file systems that ignore case have it. */
#include_next <processsnapshot.h>
