/* The constants of Darwin's system domain (AF_SYSTEM sockets), under the header name that Apple's
 * SDK has them.
 *
 * CPython's configure finds <sys/sys_domain.h> on every Mac (HAVE_SYS_SYS_DOMAIN_H), and
 * socketmodule.c needs it for kernel control sockets; the headers that come with the compiler have
 * <sys/kern_control.h> but not this one. The values are the kernel's ABI (xnu, bsd/sys/sys_domain.h).
 */
#ifndef RULES_PYTHON_EXECUTABLE_SYS_SYS_DOMAIN_H
#define RULES_PYTHON_EXECUTABLE_SYS_SYS_DOMAIN_H

#define SYSPROTO_EVENT 1
#define SYSPROTO_CONTROL 2

#define AF_SYS_CONTROL 2

#endif
