/* An image to attach packed resources to, with the loader's locator. It writes what is attached to
 * its standard output; the exit code is the locator's status. */
#include <stdio.h>

#include "loader/locator.h"

int
main(void)
{
    const void *address;
    size_t size;
    const enum locator_status status = locator_find(&address, &size);
    if (status == LOCATOR_OK && fwrite(address, 1, size, stdout) != size) {
        return -1;
    }
    return (int)status;
}
