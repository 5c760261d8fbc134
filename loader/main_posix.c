#include "locator.h"
#include "program.h"

int
main(int argc, char **argv)
{
    return program_main(argc, argv, locator_find);
}
