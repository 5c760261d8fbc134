/* expat parses with namespaces and internal entities, says where an error is, and stops entities that
 * blow up. */

#include <string.h>

#include <expat.h>

#include "check.h"

struct seen {
    int elements;
    char text[64];
};

static void
start_element(void *user_data, const XML_Char *name, const XML_Char **attributes)
{
    struct seen *seen = user_data;
    seen->elements++;
    if (seen->elements == 2) {
        CHECK(strcmp(name, "urn:x|b") == 0);
        CHECK(strcmp(attributes[0], "c") == 0 && strcmp(attributes[1], "1") == 0);
    }
}

static void
characters(void *user_data, const XML_Char *text, int size)
{
    strncat(((struct seen *)user_data)->text, text, (size_t)size);
}

/* Returns XML_ERROR_NONE or why `document` could not be parsed. */
static enum XML_Error
parse(const char *document, struct seen *seen)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, '|');
    CHECK(parser != NULL);
    XML_SetUserData(parser, seen);
    XML_SetElementHandler(parser, start_element, NULL);
    XML_SetCharacterDataHandler(parser, characters);
    enum XML_Error error = XML_ERROR_NONE;
    if (XML_Parse(parser, document, (int)strlen(document), 1) != XML_STATUS_OK) {
        error = XML_GetErrorCode(parser);
        CHECK(XML_GetCurrentLineNumber(parser) == 2);
    }
    XML_ParserFree(parser);
    return error;
}

int
main(void)
{
    struct seen seen = {0};
    CHECK(parse("<!DOCTYPE a [<!ENTITY e 'entity'>]>\n"
                "<a xmlns='urn:x'><b c='1'>an &e;, caf\xc3\xa9</b></a>",
                &seen) == XML_ERROR_NONE);
    CHECK(seen.elements == 2);
    CHECK(strcmp(seen.text, "an entity, caf\xc3\xa9") == 0);

    seen = (struct seen){0};
    CHECK(parse("<a>\n</b>", &seen) == XML_ERROR_TAG_MISMATCH);

    /* Features that Python's pyexpat needs. */
    int dtd = 0;
    int context_bytes = 0;
    for (const XML_Feature *feature = XML_GetFeatureList(); feature->feature != XML_FEATURE_END;
         feature++) {
        dtd |= feature->feature == XML_FEATURE_DTD;
        if (feature->feature == XML_FEATURE_CONTEXT_BYTES) {
            context_bytes = (int)feature->value;
        }
    }
    CHECK(dtd);
    CHECK(context_bytes == 1024);
    return 0;
}
