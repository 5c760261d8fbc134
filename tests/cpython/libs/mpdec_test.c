/* libmpdec's arithmetic is right, from single words up to numbers that need its transforms. */

#include <string.h>

#include <mpdecimal.h>

#include "check.h"

static void
test_square_root(void)
{
    mpd_context_t context;
    mpd_init(&context, 60);
    mpd_t *number = mpd_new(&context);
    CHECK(number != NULL);
    mpd_set_string(number, "2", &context);
    mpd_sqrt(number, number, &context);
    char *text = mpd_to_sci(number, 1);
    CHECK(strcmp(text, "1.41421356237309504880168872420969807856967187537694807317668") == 0);
    mpd_free(text);
    mpd_del(number);
}

static void
test_division_by_zero(void)
{
    mpd_context_t context;
    mpd_init(&context, 30);
    context.traps = 0;
    mpd_t *one = mpd_new(&context);
    mpd_t *zero = mpd_new(&context);
    mpd_set_string(one, "1", &context);
    mpd_set_string(zero, "0", &context);
    mpd_div(one, one, zero, &context);
    CHECK(mpd_isinfinite(one));
    CHECK(context.status & MPD_Division_by_zero);
    mpd_del(one);
    mpd_del(zero);
}

/* (10^n - 1)^2 = 10^2n - 2 * 10^n + 1, and dividing gives the number back. */
static void
test_big_product(mpd_ssize_t digits)
{
    mpd_context_t context;
    mpd_maxcontext(&context);
    context.prec = 2 * digits + 10;
    mpd_t *number = mpd_new(&context);
    mpd_t *square = mpd_new(&context);

    char *nines = malloc((size_t)digits + 1);
    CHECK(nines != NULL);
    memset(nines, '9', (size_t)digits);
    nines[digits] = '\0';
    mpd_set_string(number, nines, &context);

    mpd_mul(square, number, number, &context);
    char *text = mpd_to_sci(square, 1);
    CHECK(strlen(text) == 2 * (size_t)digits);
    for (mpd_ssize_t i = 0; i < digits - 1; i++) {
        CHECK(text[i] == '9' && text[digits + i] == '0');
    }
    CHECK(text[digits - 1] == '8' && text[2 * digits - 1] == '1');
    mpd_free(text);

    mpd_divint(square, square, number, &context);
    CHECK(mpd_cmp(square, number, &context) == 0);
    free(nines);
    mpd_del(number);
    mpd_del(square);
}

int
main(void)
{
    test_square_root();
    test_division_by_zero();
    test_big_product(25);
    test_big_product(5000);
    test_big_product(200000);
    return 0;
}
