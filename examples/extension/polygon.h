/* Polygons in the plane. */
#ifndef EXAMPLES_EXTENSION_POLYGON_H
#define EXAMPLES_EXTENSION_POLYGON_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct point {
    double x;
    double y;
};

/* Twice the area of the triangle a, b, c: positive if they turn to the left. */
double polygon_turn(struct point a, struct point b, struct point c);

/* Area of the polygon with these corners in order, negative if they go clockwise. */
double polygon_area(const struct point *corners, size_t count);

/* Centre of gravity. The area must not be 0. */
struct point polygon_centre(const struct point *corners, size_t count);

#ifdef __cplusplus
}
#endif

#endif
