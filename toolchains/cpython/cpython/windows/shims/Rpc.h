/* socketmodule.c writes <Rpc.h>, as file systems that ignore case have it, and then defines each of the
 * protocols below as itself, because Microsoft's headers have them as enumerators only. MinGW-w64's
 * have macros, which that would make lose their values (IANA's protocol numbers).
 */
#include <winsock2.h>
#include <ws2tcpip.h>
#include_next <rpc.h>

#ifndef RULES_PYTHON_EXECUTABLE_RPC_H
#define RULES_PYTHON_EXECUTABLE_RPC_H

#undef IPPROTO_AH
#undef IPPROTO_CBT
#undef IPPROTO_DSTOPTS
#undef IPPROTO_EGP
#undef IPPROTO_ESP
#undef IPPROTO_FRAGMENT
#undef IPPROTO_GGP
#undef IPPROTO_HOPOPTS
#undef IPPROTO_ICLFXBM
#undef IPPROTO_ICMP
#undef IPPROTO_ICMPV6
#undef IPPROTO_IDP
#undef IPPROTO_IGMP
#undef IPPROTO_IGP
#undef IPPROTO_IPV4
#undef IPPROTO_IPV6
#undef IPPROTO_L2TP
#undef IPPROTO_MAX
#undef IPPROTO_ND
#undef IPPROTO_NONE
#undef IPPROTO_PGM
#undef IPPROTO_PIM
#undef IPPROTO_PUP
#undef IPPROTO_RAW
#undef IPPROTO_RDP
#undef IPPROTO_ROUTING
#undef IPPROTO_SCTP
#undef IPPROTO_ST
#undef IPPROTO_TCP
#undef IPPROTO_UDP

enum {
    IPPROTO_HOPOPTS = 0,
    IPPROTO_ICMP = 1,
    IPPROTO_IGMP = 2,
    IPPROTO_GGP = 3,
    IPPROTO_IPV4 = 4,
    IPPROTO_ST = 5,
    IPPROTO_TCP = 6,
    IPPROTO_CBT = 7,
    IPPROTO_EGP = 8,
    IPPROTO_IGP = 9,
    IPPROTO_PUP = 12,
    IPPROTO_UDP = 17,
    IPPROTO_IDP = 22,
    IPPROTO_RDP = 27,
    IPPROTO_IPV6 = 41,
    IPPROTO_ROUTING = 43,
    IPPROTO_FRAGMENT = 44,
    IPPROTO_ESP = 50,
    IPPROTO_AH = 51,
    IPPROTO_ICMPV6 = 58,
    IPPROTO_NONE = 59,
    IPPROTO_DSTOPTS = 60,
    IPPROTO_ND = 77,
    IPPROTO_ICLFXBM = 78,
    IPPROTO_PIM = 103,
    IPPROTO_PGM = 113,
    IPPROTO_L2TP = 115,
    IPPROTO_SCTP = 132,
    IPPROTO_RAW = 255,
    IPPROTO_MAX = 256,
};

#endif
