/* An image to attach packed resources to, with the loader's locator. It writes what is attached,
 * as hexadecimal digits, to its standard output; the exit code is the locator's status. */
#include <stdio.h>

#include "loader/locator.h"

int
main(void)
{
    const void *address;
    size_t size;
    const enum locator_status status = locator_find(&address, &size);
    for (size_t i = 0; status == LOCATOR_OK && i < size; i++) {
        printf("%02x", ((const unsigned char *)address)[i]);
    }
    return (int)status;
}
