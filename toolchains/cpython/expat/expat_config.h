/* expat's configuration for every platform of //platforms: the features Python's pyexpat module
 * needs, as upstream's configure has them by default.
 */
#ifndef RULES_PYTHON_EXECUTABLE_EXPAT_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_EXPAT_CONFIG_H

#define BYTEORDER 1234

/* Bytes of input kept around the current position, for error reports. */
#define XML_CONTEXT_BYTES 1024
#define XML_DTD 1
/* General entities. */
#define XML_GE 1
#define XML_NS 1

/* Where the salt of hash tables comes from until pyexpat sets its own. glibc 2.17 has no wrapper
 * for getrandom, and Linux before 3.17 has no such system call.
 */
#if defined(__linux__)
#define HAVE_SYSCALL_GETRANDOM 1
#define XML_DEV_URANDOM 1
#elif defined(__APPLE__)
#define HAVE_ARC4RANDOM_BUF 1
#endif

#ifndef _WIN32
#define HAVE_FCNTL_H 1
#define HAVE_UNISTD_H 1
#endif

#endif
