"""What `configure` of CPython 3.11 answers otherwise than that of 3.13.

Without what it does not ask at all, since nothing depends on that.
"""

# As `PYCONFIG_3_13`; None: not defined.
PYCONFIG_CHANGES_3_11 = {
    "posix": {
        "ALIGNOF_MAX_ALIGN_T": None,
        "HAVE_CLOCK_T": None,
        "HAVE_FFI_CLOSURE_ALLOC": None,
        "HAVE_FFI_PREP_CIF_VAR": None,
        "HAVE_FFI_PREP_CLOSURE_LOC": None,
        "HAVE_GETGRENT": None,
        "HAVE_GETLOGIN_R": None,
        "HAVE_GRANTPT": None,
        "HAVE_MEMORY_H": "1",
        "HAVE_NCURSESW": None,
        "HAVE_NET_ETHERNET_H": None,
        "HAVE_PANELW": None,
        "HAVE_PANEL_H": None,
        "HAVE_POSIX_OPENPT": None,
        "HAVE_PTSNAME": None,
        "HAVE_PTSNAME_R": None,
        "HAVE_RL_COMPDISP_FUNC_T": None,
        "HAVE_SOCKLEN_T": None,
        "HAVE_STDARG_PROTOTYPES": "1",
        "HAVE_STDIO_H": None,
        "HAVE_TTYNAME": "1",
        "HAVE_TTYNAME_R": None,
        "HAVE_UNLOCKPT": None,
        "HAVE___UINT128_T": None,
        "PY_BUILTIN_HASHLIB_HASHES": "\"md5,sha1,sha256,sha512,sha3,blake2\"",
        "PY_FORMAT_SIZE_T": "\"z\"",
        "TIME_WITH_SYS_TIME": "1",
    },
    "linux": {
        "HAVE_DECL_UT_NAMESIZE": None,
        "HAVE_LINUX_FS_H": None,
        "HAVE_LINUX_LIMITS_H": None,
        "HAVE_PROCESS_VM_READV": None,
        "HAVE_SETNS": None,
        "HAVE_SYS_TIMERFD_H": None,
        "HAVE_TIMERFD_CREATE": None,
        "HAVE_UNSHARE": None,
        "HAVE_UT_NAMESIZE": None,
    },
    "gnu": {
        "HAVE_SYS_PIDFD_H": None,
        "PY_HAVE_PERF_TRAMPOLINE": None,
    },
}
