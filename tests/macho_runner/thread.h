/* What Darwin gives to every thread: a thread pointer and thread-local variables. */
#ifndef TESTS_MACHO_RUNNER_THREAD_H
#define TESTS_MACHO_RUNNER_THREAD_H

#include "image.h"

/* Makes the image's code find the thread pointer and its thread-local variables. The image must
 * still be writable. To be called once for each image. */
void thread_prepare_image(const struct image *image);

/* Gives the calling thread its thread pointer. To be called first in every thread that runs code of
 * images. */
void thread_start(void);

#endif
