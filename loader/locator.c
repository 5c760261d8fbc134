#include "locator.h"

const char *
locator_status_message(enum locator_status status)
{
    switch (status) {
    case LOCATOR_OK:
        return "no error";
    case LOCATOR_NOT_ATTACHED:
        return "the executable has no packed resources";
    case LOCATOR_NOT_MAPPED:
        return "the executable's packed resources are not where it says";
    case LOCATOR_TRUNCATED:
        return "the executable is truncated";
    }
    return "unknown error";
}
