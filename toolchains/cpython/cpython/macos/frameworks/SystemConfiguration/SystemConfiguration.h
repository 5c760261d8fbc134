/* The part of macOS's System Configuration that CPython's _scproxy module uses; see
 * <CoreFoundation/CoreFoundation.h> beside this. The keys are those of the dictionary that
 * SCDynamicStoreCopyProxies() returns.
 */
#ifndef RULES_PYTHON_EXECUTABLE_SYSTEMCONFIGURATION_H
#define RULES_PYTHON_EXECUTABLE_SYSTEMCONFIGURATION_H

#include <CoreFoundation/CoreFoundation.h>

/* Apple's header includes the C library's; _scproxy.c counts on strlen(). */
#include <string.h>

typedef const struct __SCDynamicStore *SCDynamicStoreRef;

CFDictionaryRef SCDynamicStoreCopyProxies(SCDynamicStoreRef store);

extern const CFStringRef kSCPropNetProxiesExceptionsList;
extern const CFStringRef kSCPropNetProxiesExcludeSimpleHostnames;
extern const CFStringRef kSCPropNetProxiesFTPEnable;
extern const CFStringRef kSCPropNetProxiesFTPPort;
extern const CFStringRef kSCPropNetProxiesFTPProxy;
extern const CFStringRef kSCPropNetProxiesGopherEnable;
extern const CFStringRef kSCPropNetProxiesGopherPort;
extern const CFStringRef kSCPropNetProxiesGopherProxy;
extern const CFStringRef kSCPropNetProxiesHTTPEnable;
extern const CFStringRef kSCPropNetProxiesHTTPPort;
extern const CFStringRef kSCPropNetProxiesHTTPProxy;
extern const CFStringRef kSCPropNetProxiesHTTPSEnable;
extern const CFStringRef kSCPropNetProxiesHTTPSPort;
extern const CFStringRef kSCPropNetProxiesHTTPSProxy;
extern const CFStringRef kSCPropNetProxiesSOCKSEnable;
extern const CFStringRef kSCPropNetProxiesSOCKSPort;
extern const CFStringRef kSCPropNetProxiesSOCKSProxy;

#endif
