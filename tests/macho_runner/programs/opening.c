/* Opens the library named by the first argument, which calls back and needs another library. Writes
 * "ok" at the end, or what is wrong as soon as it is found. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            const char *const error = dlerror();                                                   \
            printf("%d: %s: %s\n", __LINE__, #condition, error != NULL ? error : "no error");      \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

int offered_by_program(int number);

__attribute__((visibility("default"), used))
int
offered_by_program(int number)
{
    return number + 1;
}

static int (*next_of_thread)(void);

static void *
run_thread(void *unused)
{
    (void)unused;
    CHECK(next_of_thread() == 101);
    return NULL;
}

int
main(int argc, char **argv)
{
    CHECK(argc == 3);
    void *const library = dlopen(argv[1], RTLD_NOW);
    CHECK(library != NULL);
    CHECK(dlopen(argv[1], RTLD_NOW) == library);

    int (*const twice_next)(int) = (int (*)(int))dlsym(library, "twice_next");
    CHECK(twice_next != NULL && twice_next(20) == 42);
    const int *const initialised = dlsym(library, "initialised");
    CHECK(initialised != NULL && *initialised == 1);
    /* Of the library that it needs, and of the system, but not of the program. */
    CHECK(dlsym(library, "twice") != NULL);
    CHECK(dlsym(library, "strlen") != NULL);
    CHECK(dlsym(library, "offered_by_program") == NULL);
    CHECK(strstr(dlerror(), "offered_by_program") != NULL && dlerror() == NULL);

    next_of_thread = (int (*)(void))dlsym(library, "next_of_thread");
    CHECK(next_of_thread != NULL && next_of_thread() == 101 && next_of_thread() == 102);
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, run_thread, NULL) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(next_of_thread() == 103);

    CHECK(dlopen("/nonexistent/library.dylib", RTLD_NOW) == NULL);
    CHECK(strstr(dlerror(), "/nonexistent/library.dylib") != NULL);
    /* Takes a symbol that nobody has. */
    CHECK(dlopen(argv[2], RTLD_NOW) == NULL);
    CHECK(strstr(dlerror(), "_offered_by_nobody") != NULL);
    puts("ok");
    return 0;
}
