#include "loader.h"

struct loader loader;
