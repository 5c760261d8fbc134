"""What `configure` of CPython 3.14 answers otherwise than that of 3.13.

Three choices are not upstream's default. SIMD variants of BLAKE2 (`_Py_HACL_CAN_COMPILE_VEC128` and
`..._VEC256`) are left out: each is compiled with instructions that not every processor has, for a
hash that few programs use. Complex numbers in ctypes (`_Py_FFI_SUPPORT_C_COMPLEX`) are what
`configure` finds out by running a program, so a cross compilation goes without. And there is no
dladdr(): only a shared libpython asks for it.
"""

# As `PYCONFIG_3_13`; None: not defined.
PYCONFIG_CHANGES_3_14 = {
    "posix": {
        "HAVE_CURSES_ESCDELAY": "1",
        "HAVE_CURSES_GETMOUSE": "1",
        "HAVE_CURSES_SET_ESCDELAY": "1",
        "HAVE_CURSES_SET_TABSIZE": "1",
        "HAVE_CURSES_TABSIZE": "1",
        "HAVE_PTHREAD_GETNAME_NP": "1",
        "HAVE_PTHREAD_SETNAME_NP": "1",
        "HAVE_ZDICT_H": "1",
        "HAVE_ZSTD_H": "1",
        "Py_REMOTE_DEBUG": "1",
        "WITH_FREELISTS": None,
        "_Py_STACK_GROWS_DOWN": "1",
    },
    "linux": {
        "HAVE_DL_ITERATE_PHDR": "1",
        "HAVE_LINK_H": "1",
        "HAVE_LINUX_NETFILTER_IPV4_H": "1",
        "HAVE_LINUX_SCHED_H": "1",
        "HAVE_PTHREAD_GETATTR_NP": "1",
        "_PYTHREAD_NAME_MAXLEN": "15",
    },
    "gnu": {
        "HAVE_BACKTRACE": "1",
        "HAVE_DLADDR1": "1",
        "HAVE_EXECINFO_H": "1",
    },
}
