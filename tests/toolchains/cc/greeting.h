#ifndef TESTS_TOOLCHAINS_CC_GREETING_H
#define TESTS_TOOLCHAINS_CC_GREETING_H

#ifdef __cplusplus
extern "C" {
#endif

/* A constant text. */
const char *greeting(void);

#ifdef __cplusplus
}
#endif

#endif
