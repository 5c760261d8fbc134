/* Linux's link to the file of the running executable. Knows nothing about Python. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_EXECUTABLE_LINK_H
#define RULES_PYTHON_EXECUTABLE_LOADER_EXECUTABLE_LINK_H

/* Returns "/proc/self/exe", which is there where /proc is mounted. NULL if that link leads
 * elsewhere: whoever runs `ld-linux-x86-64.so.2 ./app` starts the dynamic loader, which then loads
 * the executable, and the link is the dynamic loader's. */
const char *executable_link(void);

#endif
