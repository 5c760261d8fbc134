/* A dial that calls back when it has turned. */
#ifndef RULES_PYTHON_EXECUTABLE_TESTS_E2E_CFFI_DIAL_H
#define RULES_PYTHON_EXECUTABLE_TESTS_E2E_CFFI_DIAL_H

enum dial_direction { DIAL_LEFT = -1, DIAL_RIGHT = 1 };

struct dial {
    int hidden;
    double degrees;
    const char *name;
};

typedef void (*dial_listener)(void *context, double degrees);

void dial_turn(struct dial *dial, enum dial_direction direction, double degrees,
               dial_listener listener, void *context);

#endif
