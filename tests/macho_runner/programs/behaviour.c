/* Checks, inside a macOS executable, what macho_runner gives it. Writes "ok" at the end, or what is
 * wrong as soon as it is found. */
#include <ctype.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mach-o/dyld.h>
#include <mach-o/getsect.h>
#include <mach-o/ldsyms.h>
#include <math.h>
#include <pthread.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("%s:%d: %s: %s\n", __FILE__, __LINE__, __func__, #condition);                   \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* Pointers that need the image's slide, in data and in the table of initialisers. */
static int numbers[] = {1, 2, 3};
static int *const middle = &numbers[1];
static const char *const names[] = {"first", "second"};
static int initialised;
static int initialiser_argc;

__attribute__((constructor))
static void
initialise(int argc, char **argv, char **environment)
{
    (void)argv;
    initialised = environment != NULL;
    initialiser_argc = argc;
}

__attribute__((section("__DATA,__own"), used))
static const char in_own_section[] = "in a section of its own";

int exported_to_dlsym(void);

__attribute__((visibility("default"), used))
int
exported_to_dlsym(void)
{
    return 42;
}

static void
check_image(int argc)
{
    CHECK(*middle == 2 && strcmp(names[1], "second") == 0);
    CHECK(initialised == 1 && initialiser_argc == argc);
    unsigned long size = 0;
    const uint8_t *section = getsectiondata(&_mh_execute_header, "__DATA", "__own", &size);
    CHECK(section == (const uint8_t *)in_own_section && size >= sizeof(in_own_section));
    char path[PATH_MAX];
    uint32_t room = 1;
    CHECK(_NSGetExecutablePath(path, &room) == -1 && room > 1 && room < sizeof(path));
    CHECK(_NSGetExecutablePath(path, &room) == 0 && path[0] == '/');
    int (*function)(void);
    *(void **)&function = dlsym(RTLD_DEFAULT, "exported_to_dlsym");
    CHECK(function != NULL && function() == 42);
    CHECK(dlsym(RTLD_DEFAULT, "strlen") != NULL);
    CHECK(dlsym(RTLD_DEFAULT, "no_such_symbol") == NULL && dlerror() != NULL);
    CHECK(dlopen("/no/library.dylib", RTLD_NOW) == NULL);
}

static int
sum(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    char text[128];
    const int size = vsnprintf(text, sizeof(text), format, values);
    va_end(values);
    CHECK(strcmp(text, "1 two 3.5 4 5 6 7 8 9 -10 c") == 0);
    return size;
}

static void
check_formats(void)
{
    char text[128];
    CHECK(sum("%d %s %.1f %d %d %d %d %d %ld %d %c", 1, "two", 3.5, 4, 5, 6, 7, 8, 9L, -10, 'c')
          == 27);
    CHECK(snprintf(text, sizeof(text), "%s %5.2f %zu %llx %%", "text", 2.5, (size_t)7, 0xabcULL)
          == 18);
    CHECK(strcmp(text, "text  2.50 7 abc %") == 0);
    int number = 0;
    double real = 0;
    CHECK(sscanf("12 3.25", "%d %lf", &number, &real) == 2 && number == 12 && real == 3.25);
}

static void
check_errors(void)
{
    errno = 0;
    CHECK(open("/no/such/file", O_RDONLY) == -1 && errno == ENOENT);
    CHECK(rmdir("/") == -1 && (errno == EBUSY || errno == ENOTEMPTY || errno == EACCES));
    char long_name[300];
    memset(long_name, 'x', sizeof(long_name) - 1);
    long_name[sizeof(long_name) - 1] = '\0';
    CHECK(open(long_name, O_RDONLY) == -1 && errno == ENAMETOOLONG);
    CHECK(strcmp(strerror(ENAMETOOLONG), strerror(ENOENT)) != 0);
    errno = 0;
    CHECK(strtol("5", NULL, 10) == 5 && errno == 0);
}

static void
check_files(void)
{
    char folder[] = "behaviour.XXXXXX";
    CHECK(mkdir(folder, 0700) == 0);
    CHECK(chdir(folder) == 0);
    const int fd = open("file", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    CHECK(fd >= 0);
    CHECK(open("file", O_WRONLY | O_CREAT | O_EXCL, 0600) == -1 && errno == EEXIST);
    CHECK(write(fd, "hello\n", 6) == 6);
    struct stat status, link_status;
    CHECK(fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 0777) == 0640);
    CHECK(status.st_size == 6 && status.st_nlink == 1 && status.st_uid == getuid());
    CHECK(llabs(status.st_mtimespec.tv_sec - time(NULL)) < 100);
    CHECK(symlink("file", "link") == 0 && lstat("link", &link_status) == 0);
    CHECK(S_ISLNK(link_status.st_mode) && stat("link", &link_status) == 0);
    CHECK(link_status.st_ino == status.st_ino);
    CHECK(fstatat(AT_FDCWD, "link", &link_status, AT_SYMLINK_NOFOLLOW) == 0);
    CHECK(S_ISLNK(link_status.st_mode));
    CHECK((fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND)) == O_RDWR);
    CHECK(fcntl(fd, F_SETFL, O_APPEND) == 0 && (fcntl(fd, F_GETFL) & O_APPEND) != 0);
    CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    CHECK(fcntl(fd, F_SETLK, &lock) == 0);
    char path[PATH_MAX];
    CHECK(fcntl(fd, F_GETPATH, path) == 0 && strcmp(strrchr(path, '/'), "/file") == 0);

    const char *text = mmap(NULL, 6, PROT_READ, MAP_PRIVATE, fd, 0);
    CHECK(text != MAP_FAILED && memcmp(text, "hello\n", 6) == 0);
    CHECK(close(fd) == 0);

    DIR *entries = opendir(".");
    CHECK(entries != NULL);
    int found = 0;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        found += strcmp(entry->d_name, "file") == 0 && entry->d_namlen == 4
            && (entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN);
    }
    CHECK(found == 1 && closedir(entries) == 0);

    FILE *file = fopen("file", "r+");
    CHECK(file != NULL && getc_unlocked(file) == 'h' && getc(file) == 'e');
    char line[16];
    CHECK(fgets(line, sizeof(line), file) == line && strcmp(line, "llo\n") == 0);
    CHECK(getc_unlocked(file) == EOF && feof(file));
    CHECK(fseek(file, 0, SEEK_SET) == 0 && putc_unlocked('H', file) == 'H' && fflush(file) == 0);
    rewind(file);
    CHECK(fread(line, 1, 5, file) == 5 && memcmp(line, "Hello", 5) == 0 && fclose(file) == 0);

    CHECK(unlink("link") == 0 && unlinkat(AT_FDCWD, "file", 0) == 0);
    CHECK(chdir("..") == 0 && rmdir(folder) == 0);
}

static _Thread_local int counter = 5;
static _Thread_local char zeroed[100];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t read_write_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int once_count;
static int finished;

static void
count_once(void)
{
    once_count++;
}

static uintptr_t
thread_pointer(void)
{
    uintptr_t value;
#ifdef __aarch64__
    __asm__("mrs %0, tpidrro_el0" : "=r"(value));
#else
    __asm__("movq %%gs:0, %0" : "=r"(value));
#endif
    return value;
}

static void *
work(void *result)
{
    CHECK(counter == 5 && zeroed[99] == 0);
    counter = 7;
    zeroed[99] = 1;
    CHECK(pthread_once(&once, count_once) == 0);
    CHECK(pthread_mutex_lock(&mutex) == 0);
    finished++;
    CHECK(pthread_cond_signal(&condition) == 0 && pthread_mutex_unlock(&mutex) == 0);
    *(uintptr_t *)result = thread_pointer();
    return &mutex;
}

static void
check_threads(void)
{
    enum { COUNT = 4 };
    pthread_t threads[COUNT];
    uintptr_t pointers[COUNT];
    counter = 6;
    for (int i = 0; i < COUNT; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, &pointers[i]) == 0);
    }
    CHECK(pthread_mutex_lock(&mutex) == 0);
    while (finished < COUNT) {
        CHECK(pthread_cond_wait(&condition, &mutex) == 0);
    }
    CHECK(pthread_mutex_trylock(&mutex) == EBUSY && pthread_mutex_unlock(&mutex) == 0);
    for (int i = 0; i < COUNT; i++) {
        void *result;
        CHECK(pthread_join(threads[i], &result) == 0 && result == &mutex);
        CHECK(pointers[i] != 0 && pointers[i] != thread_pointer());
    }
    CHECK(counter == 6 && once_count == 1);
    CHECK(pthread_mutex_lock(&recursive) == 0 && pthread_mutex_lock(&recursive) == 0);
    CHECK(pthread_mutex_unlock(&recursive) == 0 && pthread_mutex_unlock(&recursive) == 0);
    CHECK(pthread_rwlock_rdlock(&read_write_lock) == 0);
    CHECK(pthread_rwlock_unlock(&read_write_lock) == 0);
    const struct timespec short_time = {.tv_nsec = 1000000};
    CHECK(pthread_mutex_lock(&mutex) == 0);
    CHECK(pthread_cond_timedwait_relative_np(&condition, &mutex, &short_time) == ETIMEDOUT);
    CHECK(pthread_mutex_unlock(&mutex) == 0);
    uint64_t id;
    CHECK(pthread_threadid_np(NULL, &id) == 0 && id != 0);
}

static volatile sig_atomic_t caught;

static void
catch(int number)
{
    caught = number;
}

static void
check_signals(void)
{
    struct sigaction action = {.sa_handler = catch}, old;
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0 && raise(SIGUSR1) == 0 && caught == SIGUSR1);
    CHECK(sigaction(SIGUSR1, NULL, &old) == 0 && old.sa_handler == catch);
    CHECK(signal(SIGUSR1, SIG_IGN) == catch && raise(SIGUSR1) == 0);
    CHECK(signal(SIGKILL, SIG_IGN) == SIG_ERR && errno == EINVAL);
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    CHECK(pthread_sigmask(SIG_BLOCK, &set, &before) == 0 && !sigismember(&before, SIGCHLD));
    CHECK(pthread_sigmask(SIG_SETMASK, &before, &set) == 0 && sigismember(&set, SIGCHLD));
    CHECK(signal(SIGALRM, catch) == SIG_DFL);
    const struct itimerval timer = {.it_value = {.tv_usec = 1000}};
    CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
    while (caught != SIGALRM) {
        usleep(1000);
    }
}

static void
check_processes(void)
{
    int status = 0;
    const pid_t exiting = fork();
    if (exiting == 0) {
        _exit(7);
    }
    CHECK(exiting > 0 && waitpid(exiting, &status, 0) == exiting);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 7);
    const pid_t killed = fork();
    if (killed == 0) {
        signal(SIGUSR2, SIG_DFL);
        raise(SIGUSR2);
        _exit(0);
    }
    CHECK(killed > 0 && wait(&status) == killed);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGUSR2);
    struct utsname system;
    CHECK(uname(&system) == 0 && strcmp(system.sysname, "Darwin") == 0);
    struct rusage usage;
    CHECK(getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss > 100000);
    CHECK(sysconf(_SC_PAGESIZE) == getpagesize() && sysconf(_SC_NPROCESSORS_ONLN) > 0);
    CHECK(setenv("BEHAVIOUR", "x", 1) == 0 && strcmp(getenv("BEHAVIOUR"), "x") == 0);
    const struct passwd *user = getpwuid(0);
    CHECK(user == NULL || (user->pw_dir[0] == '/' && user->pw_shell[0] == '/'));
}

static jmp_buf jump;

static void
check_the_rest(void)
{
    volatile int jumps = 0;
    if (setjmp(jump) == 0) {
        jumps = 1;
        longjmp(jump, 3);
    }
    CHECK(jumps == 1);
    volatile double angle = 0.5;
    CHECK(fabs(sin(angle) * sin(angle) + cos(angle) * cos(angle) - 1) < 1e-15);
    volatile int letter = 'x';
    CHECK(isalpha(letter) && !isdigit(letter) && toupper(letter) == 'X');
    struct timespec first, second;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &first) == 0);
    CHECK(clock_gettime(CLOCK_MONOTONIC, &second) == 0 && second.tv_sec >= first.tv_sec);
    struct timeval now;
    CHECK(gettimeofday(&now, NULL) == 0 && llabs(now.tv_sec - time(NULL)) <= 1);
    char *memory = mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    CHECK(memory != MAP_FAILED && memory[99] == 0 && munmap(memory, 100) == 0);
    char copy[4];
    CHECK(strlcpy(copy, "longer", sizeof(copy)) == 6 && strcmp(copy, "lon") == 0);
}

int
main(int argc, char **argv)
{
    CHECK(argc == 2 && strcmp(argv[1], "argument") == 0 && argv[2] == NULL);
    check_image(argc);
    check_formats();
    check_errors();
    check_files();
    check_threads();
    check_signals();
    check_processes();
    check_the_rest();
    puts("ok");
    return 0;
}
