#include "polygon.h"

double
polygon_turn(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double
polygon_area(const struct point *corners, size_t count)
{
    double twice = 0;
    for (size_t i = 2; i < count; i++) {
        twice += polygon_turn(corners[0], corners[i - 1], corners[i]);
    }
    return twice / 2;
}

struct point
polygon_centre(const struct point *corners, size_t count)
{
    struct point sum = {0, 0};
    double twice = 0;
    for (size_t i = 2; i < count; i++) {
        const double turn = polygon_turn(corners[0], corners[i - 1], corners[i]);
        sum.x += turn * (corners[0].x + corners[i - 1].x + corners[i].x);
        sum.y += turn * (corners[0].y + corners[i - 1].y + corners[i].y);
        twice += turn;
    }
    struct point centre = {sum.x / (3 * twice), sum.y / (3 * twice)};
    return centre;
}
