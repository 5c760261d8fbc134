/* Loads the shared library that is given as argument and calls a function in it. */

#include <dlfcn.h>
#include <stdio.h>

int
main(int argc, char *argv[])
{
    void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL;
    if (library == NULL) {
        printf("%s\n", argc == 2 ? dlerror() : "usage: shared_test LIBRARY");
        return 1;
    }
    int (*greeting_size)(void);
    *(void **)&greeting_size = dlsym(library, "greeting_size");
    return greeting_size == NULL || greeting_size() != 5;
}
