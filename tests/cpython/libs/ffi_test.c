/* libffi calls functions by signature and makes closures that can be called. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <ffi.h>

#include "check.h"

struct point {
    double x;
    int32_t y;
};

static struct point
move(struct point point, double by, long double scale, int8_t small)
{
    return (struct point){
        .x = (point.x + by) * (double)scale,
        .y = point.y + small,
    };
}

static void
test_call(void)
{
    ffi_type *fields[] = {&ffi_type_double, &ffi_type_sint32, NULL};
    ffi_type point_type = {.type = FFI_TYPE_STRUCT, .elements = fields};
    ffi_type *arguments[] = {&point_type, &ffi_type_double, &ffi_type_longdouble,
                             &ffi_type_sint8};
    ffi_cif cif;
    CHECK(ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 4, &point_type, arguments) == FFI_OK);
    CHECK(point_type.size == sizeof(struct point));

    struct point point = {.x = 1.5, .y = 40};
    double by = 2.5;
    long double scale = 10;
    int8_t small = -3;
    void *values[] = {&point, &by, &scale, &small};
    struct point moved;
    ffi_call(&cif, FFI_FN(move), &moved, values);
    CHECK(moved.x == 40.0 && moved.y == 37);
}

static void
test_variadic(void)
{
    ffi_type *arguments[] = {&ffi_type_pointer, &ffi_type_uint64, &ffi_type_pointer,
                             &ffi_type_double, &ffi_type_sint32};
    ffi_cif cif;
    CHECK(ffi_prep_cif_var(&cif, FFI_DEFAULT_ABI, 3, 5, &ffi_type_sint32, arguments) == FFI_OK);

    char text[32];
    char *text_pointer = text;
    uint64_t size = sizeof(text);
    const char *format = "%.2f %d";
    double number = 0.25;
    int32_t integer = -7;
    void *values[] = {&text_pointer, &size, &format, &number, &integer};
    ffi_arg written = 0;
    ffi_call(&cif, FFI_FN(snprintf), &written, values);
    CHECK((int)written == 7);
    CHECK(strcmp(text, "0.25 -7") == 0);
}

/* What qsort's comparison function does when it is called through a closure. */
static void
compare_descending(ffi_cif *cif, void *result, void **arguments, void *user_data)
{
    (void)cif;
    const int left = **(const int *const *)arguments[0];
    const int right = **(const int *const *)arguments[1];
    ++*(int *)user_data;
    *(ffi_sarg *)result = (left < right) - (left > right);
}

static void
test_closure(void)
{
    ffi_type *arguments[] = {&ffi_type_pointer, &ffi_type_pointer};
    ffi_cif cif;
    CHECK(ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 2, &ffi_type_sint, arguments) == FFI_OK);

    void *code;
    ffi_closure *closure = ffi_closure_alloc(sizeof(ffi_closure), &code);
    CHECK(closure != NULL);
    int calls = 0;
    CHECK(ffi_prep_closure_loc(closure, &cif, compare_descending, &calls, code) == FFI_OK);

    /* A data pointer holds the address of the code; C has no cast that says so. */
    int (*compare)(const void *, const void *);
    memcpy(&compare, &code, sizeof(compare));
    int numbers[] = {3, 1, 4, 1, 5, 9, 2, 6};
    qsort(numbers, 8, sizeof(int), compare);
    for (int i = 1; i < 8; i++) {
        CHECK(numbers[i - 1] >= numbers[i]);
    }
    CHECK(calls >= 7);
    ffi_closure_free(closure);
}

int
main(void)
{
    test_call();
    test_variadic();
    test_closure();
    return 0;
}
