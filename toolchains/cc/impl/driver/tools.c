/* The tools of the toolchain that do more than run zig: `collect`, `hide`, `strip`, `link-coff`
 * and `link-macho`. One program, linked under each of these names; see the header of each. */

#include <stdio.h>

#include "collect.h"
#include "hide.h"
#include "link_coff.h"
#include "link_macho.h"
#include "self.h"
#include "strip.h"

#ifndef ZIG_FROM_HERE
#error "ZIG_FROM_HERE must be the path of zig relative to the folder of this program"
#endif

int
main(int argc, char *argv[])
{
    Self self;
    if (!self_init(&self, argv[0])) {
        return 127;
    }
    if (self_is(&self, "hide")) {
        return hide(argc - 1, argv + 1);
    }
    if (self_is(&self, "strip")) {
        return strip(argc - 1, argv + 1);
    }
    char *zig = self_sibling(&self, ZIG_FROM_HERE);
    if (zig == NULL) {
        return 127;
    }
    if (self_is(&self, "collect")) {
        return collect(zig, argc - 1, argv + 1);
    }
    if (self_is(&self, "link-coff")) {
        return link_coff(zig, argc - 1, argv + 1);
    }
    if (self_is(&self, "link-macho")) {
        return link_macho(zig, argc - 1, argv + 1);
    }
    fprintf(stderr, "%s: the toolchain has no tool of this name\n", argv[0]);
    return 127;
}
