enum dial_direction { DIAL_LEFT, DIAL_RIGHT, ... };

struct dial {
    double degrees;
    const char *name;
    ...;
};

typedef void (*dial_listener)(void *context, double degrees);

void dial_turn(struct dial *dial, enum dial_direction direction, double degrees,
               dial_listener listener, void *context);

extern "Python" void on_turn(void *context, double degrees);
