/* libuuid makes UUIDs of the versions it says, all different. */

#include <string.h>

#include <uuid/uuid.h>

#include "check.h"

int
main(void)
{
    uuid_t first;
    uuid_t second;

    (void)uuid_generate_time_safe(first);
    (void)uuid_generate_time_safe(second);
    CHECK(uuid_type(first) == UUID_TYPE_DCE_TIME);
    CHECK(uuid_variant(first) == UUID_VARIANT_DCE);
    CHECK(uuid_compare(first, second) != 0);

    uuid_generate_random(first);
    uuid_generate_random(second);
    CHECK(uuid_type(first) == UUID_TYPE_DCE_RANDOM);
    CHECK(uuid_compare(first, second) != 0);

    char text[UUID_STR_LEN];
    uuid_unparse_lower(first, text);
    CHECK(strlen(text) == 36);
    CHECK(uuid_parse(text, second) == 0);
    CHECK(uuid_compare(first, second) == 0);
    CHECK(uuid_parse("not a UUID", second) == -1);

    /* RFC 9562, appendix A.2. */
    uuid_t dns;
    CHECK(uuid_parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8", dns) == 0);
    uuid_generate_md5(first, dns, "www.example.com", 15);
    uuid_unparse_lower(first, text);
    CHECK(strcmp(text, "5df41881-3aed-3515-88a7-2f4a814cf09e") == 0);
    return 0;
}
