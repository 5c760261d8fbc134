#include "dial.h"

void
dial_turn(struct dial *dial, enum dial_direction direction, double degrees,
          dial_listener listener, void *context)
{
    dial->degrees += (int)direction * degrees;
    listener(context, dial->degrees);
}
