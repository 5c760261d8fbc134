/* Finds the packed resources in the memory of the running executable. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_LOCATOR_H
#define RULES_PYTHON_EXECUTABLE_LOADER_LOCATOR_H

#include <stddef.h>

enum locator_status {
    LOCATOR_OK = 0,
    LOCATOR_NOT_ATTACHED,       /* the executable has no packed resources */
    LOCATOR_NOT_MAPPED,         /* what the executable says of them fits no segment of it */
    LOCATOR_TRUNCATED,          /* the executable's file ends before they do */
};

/* A static message in lower case without a full stop. Never NULL. */
const char *locator_status_message(enum locator_status status);

/* Sets *address and *size to the packed resources, which the kernel has mapped with the executable
 * and which stay mapped, read-only, until the process ends.
 *
 * After LOCATOR_OK every byte of the range can be read: a file that was cut short is found out here
 * instead of ending in a SIGBUS later. */
enum locator_status locator_find(const void **address, size_t *size);

/* locator_find(), or what takes its place. */
typedef enum locator_status (*locator)(const void **address, size_t *size);

#endif
