/* Files of <stdio.h>. Darwin's macros look into its FILE, so programs get one of that shape, in which
 * nothing is buffered, with the host's behind it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "darwin_errno.h"
#include "shims.h"
#include "variadic.h"

/* The start of Darwin's FILE, as far as getc_unlocked() and putc_unlocked() use it. */
struct file {
    unsigned char *position;
    int readable, writable;             /* always 0: every character is a call */
    short flags, fd;
    unsigned char *buffer;
    int buffer_size;
    int line_buffer_size;
    char rest[112];
    FILE *host;                         /* behind everything of Darwin's */
};

static struct file standard_files[3];
static struct file *shim___stdinp = &standard_files[0];
static struct file *shim___stdoutp = &standard_files[1];
static struct file *shim___stderrp = &standard_files[2];

__attribute__((constructor))
static void
open_standard_files(void)
{
    standard_files[0].host = stdin;
    standard_files[1].host = stdout;
    standard_files[2].host = stderr;
}

/* Takes ownership of `host`, which may be NULL. */
static struct file *
new_file(FILE *host)
{
    if (host == NULL) {
        return NULL;
    }
    struct file *file = calloc(1, sizeof(*file));
    if (file == NULL) {
        fclose(host);
        return NULL;
    }
    file->host = host;
    return file;
}

static struct file *
shim_fopen(const char *path, const char *mode)
{
    return new_file(fopen(path, mode));
}

static struct file *
shim_fdopen(int fd, const char *mode)
{
    return new_file(fdopen(fd, mode));
}

static struct file *
shim_tmpfile(void)
{
    return new_file(tmpfile());
}

static int
shim_fclose(struct file *file)
{
    const int result = fclose(file->host);
    if (file < standard_files || file >= standard_files + 3) {
        free(file);
    }
    return result;
}

/* What getc_unlocked() and putc_unlocked() call when the buffer is empty or full. */

static int
shim___srget(struct file *file)
{
    file->readable = 0;
    return getc(file->host);
}

static int
shim___swbuf(int byte, struct file *file)
{
    file->writable = 0;
    return putc(byte, file->host);
}

/* NULL stands for all files. */
static int
shim_fflush(struct file *file)
{
    return fflush(file == NULL ? NULL : file->host);
}

static void
shim_setbuf(struct file *file, char *buffer)
{
    enum { DARWIN_BUFSIZ = 1024 };
    setvbuf(file->host, buffer, buffer == NULL ? _IONBF : _IOFBF, DARWIN_BUFSIZ);
}

#define INT_OF_FILE(name)                                                                          \
    static int shim_##name(struct file *file)                                                      \
    {                                                                                              \
        return name(file->host);                                                                   \
    }

#define VOID_OF_FILE(name)                                                                         \
    static void shim_##name(struct file *file)                                                     \
    {                                                                                              \
        name(file->host);                                                                          \
    }

INT_OF_FILE(feof)
INT_OF_FILE(ferror)
INT_OF_FILE(fgetc)
INT_OF_FILE(fileno)
INT_OF_FILE(getc)
VOID_OF_FILE(clearerr)
VOID_OF_FILE(flockfile)
VOID_OF_FILE(funlockfile)
VOID_OF_FILE(rewind)

static char *
shim_fgets(char *to, int size, struct file *file)
{
    return fgets(to, size, file->host);
}

static int
shim_fputc(int byte, struct file *file)
{
    return fputc(byte, file->host);
}

static int
shim_fputs(const char *text, struct file *file)
{
    return fputs(text, file->host);
}

static size_t
shim_fread(void *to, size_t size, size_t count, struct file *file)
{
    return fread(to, size, count, file->host);
}

static size_t
shim_fwrite(const void *from, size_t size, size_t count, struct file *file)
{
    return fwrite(from, size, count, file->host);
}

static int
shim_fseek(struct file *file, int64_t offset, int whence)
{
    return fseeko(file->host, offset, whence);
}

static int64_t
shim_ftell(struct file *file)
{
    return ftello(file->host);
}

static ssize_t
shim_getline(char **line, size_t *size, struct file *file)
{
    return getline(line, size, file->host);
}

static int
shim_setvbuf(struct file *file, char *buffer, int mode, size_t size)
{
    return setvbuf(file->host, buffer, mode, size);
}

static int
shim_ungetc(int byte, struct file *file)
{
    return ungetc(byte, file->host);
}

/* Formats. `long double` arguments are not supported: it is another type on Darwin for arm64. */

int
shim_vfprintf(struct file *file, const char *format, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    const int result = vfprintf(file->host, format, values);
    va_end(values);
    return result;
}

int
shim_vsnprintf(char *to, size_t size, const char *format, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    const int result = vsnprintf(to, size, format, values);
    va_end(values);
    return result;
}

int
shim_vsscanf(const char *text, const char *format, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    const int result = vsscanf(text, format, values);
    va_end(values);
    return result;
}

int
shim_fprintf(struct file *file, const char *format, darwin_va_list rest)
{
    return shim_vfprintf(file, format, rest);
}
VARIADIC_2(fprintf, struct file *, const char *);

int
shim_printf(const char *format, darwin_va_list rest)
{
    return shim_vfprintf(shim___stdoutp, format, rest);
}
VARIADIC_1(printf, const char *);

int
shim_snprintf(char *to, size_t size, const char *format, darwin_va_list rest)
{
    return shim_vsnprintf(to, size, format, rest);
}
VARIADIC_3(snprintf, char *, size_t, const char *);

int
shim_sprintf(char *to, const char *format, darwin_va_list rest)
{
    return shim_vsnprintf(to, INT32_MAX, format, rest);
}
VARIADIC_2(sprintf, char *, const char *);

int
shim_sscanf(const char *text, const char *format, darwin_va_list rest)
{
    return shim_vsscanf(text, format, rest);
}
VARIADIC_2(sscanf, const char *, const char *);

int
shim___snprintf_chk(char *to, size_t size, int flag, size_t room, const char *format,
                    darwin_va_list rest)
{
    (void)flag;
    (void)room;
    return shim_vsnprintf(to, size, format, rest);
}
VARIADIC_5(__snprintf_chk, char *, size_t, int, size_t, const char *);

int
shim___sprintf_chk(char *to, int flag, size_t room, const char *format, darwin_va_list rest)
{
    (void)flag;
    return shim_vsnprintf(to, room < INT32_MAX ? room : INT32_MAX, format, rest);
}
VARIADIC_4(__sprintf_chk, char *, int, size_t, const char *);

static int
shim___vsnprintf_chk(char *to, size_t size, int flag, size_t room, const char *format,
                     darwin_va_list rest)
{
    (void)flag;
    (void)room;
    return shim_vsnprintf(to, size, format, rest);
}

const struct symbol shims_stdio[] = {
    SHIM_DATA(__stderrp),
    SHIM_DATA(__stdinp),
    SHIM_DATA(__stdoutp),
    SHIM(__srget),
    SHIM(__swbuf),
    SHIM(__vsnprintf_chk),
    SHIM(clearerr),
    SHIM(fclose),
    SHIM(fdopen),
    SHIM(feof),
    SHIM(ferror),
    SHIM(fflush),
    SHIM(fgetc),
    SHIM(fgets),
    SHIM(fileno),
    SHIM(flockfile),
    SHIM(fopen),
    SHIM(fputc),
    SHIM(fputs),
    SHIM(fread),
    SHIM(fseek),
    {"_fseeko", (const void *)shim_fseek},
    SHIM(ftell),
    {"_ftello", (const void *)shim_ftell},
    SHIM(funlockfile),
    SHIM(fwrite),
    SHIM(getc),
    SHIM(getline),
    {"_putc", (const void *)shim_fputc},
    SHIM(rewind),
    SHIM(setbuf),
    SHIM(setvbuf),
    SHIM(tmpfile),
    SHIM(ungetc),
    SHIM(vfprintf),
    SHIM(vsnprintf),
    SHIM(vsscanf),
    SHIM_VARIADIC(__snprintf_chk),
    SHIM_VARIADIC(__sprintf_chk),
    SHIM_VARIADIC(fprintf),
    SHIM_VARIADIC(printf),
    SHIM_VARIADIC(snprintf),
    SHIM_VARIADIC(sprintf),
    SHIM_VARIADIC(sscanf),
    SAME(getchar),
    SAME(putchar),
    SAME(puts),
    SAME(remove),
    END_OF_SYMBOLS,
};
