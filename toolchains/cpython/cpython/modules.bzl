"""The extension modules of the standard library, as a table.

That is what `Modules/Setup.*.in` lists for POSIX, and `PCbuild/*.vcxproj` for Windows.
"""

load(":cpython_copts.bzl", "CXX_WITHOUT_LIBRARY_COPTS", "MSVC_PRELUDE", "SEH_PRELUDE")

# Labels of the C libraries that only some programs need. The exec platform's interpreter, which runs
# nothing but the build's own tools, goes without the modules that need one of them.
_BZIP2 = Label("@bzip2//:bz2")
_EXPAT = Label("@expat//:expat")
_EXPAT_CONFIG = Label("//toolchains/cpython/expat:config")
_LIBEDIT = Label("@libedit//:edit")
_LIBFFI = Label("@libffi//:ffi")
_LIBUUID = Label("@libuuid//:uuid")
_MACOS_FRAMEWORKS = Label("//toolchains/cpython/cpython/macos:frameworks")
_MPDECIMAL = Label("@mpdecimal//:mpdec")
_NCURSES = Label("@ncurses//:ncursesw")
_OPENSSL_CRYPTO = Label("@openssl//:crypto")
_OPENSSL_SSL = Label("@openssl//:ssl")
_PANEL = Label("@ncurses//:panelw")
_SQLITE = Label("@sqlite//:sqlite3")
_XZ = Label("@xz//:lzma")
_ZSTD = Label("@zstd//:zstd")

# `operator new` and `delete`, for a module that is written in C++ without its library.
_OPERATOR_NEW = Label("//toolchains/cpython/cpython/windows:operator_new")

# The one library that every interpreter has: zipimport and the build's tools decompress with it.
_ZLIB = Label("@zlib//:z")

# Operating systems: all, those on which the modules that know only POSIX are compiled, and the one
# with modules of its own.
_EVERYWHERE = ["linux", "macos", "windows"]
_POSIX = ["linux", "macos"]
_WINDOWS = ["windows"]

# For C files that pass pointers to `int` as pointers to `long`, which Microsoft's compiler only warns
# about: both have 32 bits.
_INT_AS_LONG = ["-Wno-incompatible-pointer-types"]

def _module(
        srcs,
        hdrs = [],
        copts = [],
        linkopts = [],
        local_defines = [],
        deps = [],
        folder = "Modules",
        hacl = [],
        bootstrap = False,
        oses = _EVERYWHERE,
        variants = {}):
    """One row of the table.

    Args:
        srcs: C files, relative to `folder`.
        hdrs: glob patterns, relative to `folder`, of the files that `srcs` include besides
            `clinic/<source>.h` beside each of them and the headers of the core.
        copts: compiler options of its own.
        linkopts: linker options of its own.
        local_defines: macros of its own, `NAME=VALUE`.
        deps: labels of the C libraries it is linked with.
        folder: where its files are.
        hacl: the C files of HACL* in `Modules/_hacl` that it uses, without the ending. Several modules
            may use the same.
        bootstrap: whether an interpreter without any frozen module needs it (`Setup.bootstrap.in`).
        oses: names of constraint values in `@platforms//os`: where the module exists.
        variants: a dict from an operating system to a `_variant`: what differs there.

    Returns:
        a struct of the arguments, and `exec_tool`: whether the exec platform's interpreter has it.
    """
    return struct(
        srcs = srcs,
        hdrs = hdrs,
        copts = copts,
        linkopts = linkopts,
        local_defines = local_defines,
        deps = deps,
        folder = folder,
        variants = variants,
        hacl = hacl,
        bootstrap = bootstrap,
        exec_tool = not [dep for dep in deps if dep != _ZLIB],
        oses = oses,
    )

def _variant(srcs = None, hdrs = None, copts = [], linkopts = [], local_defines = None, deps = None):
    """What a module is made of on one operating system, where that is not what its row says.

    Args:
        srcs: instead of the row's, unless None; so with `hdrs`, `local_defines` and `deps`.
        hdrs: see `_module`.
        copts: compiler options of its own.
        linkopts: linker options of its own.
        local_defines: see `_module`.
        deps: see `_module`.

    Returns:
        a struct of the arguments.
    """
    return struct(
        srcs = srcs,
        hdrs = hdrs,
        copts = copts,
        linkopts = linkopts,
        local_defines = local_defines,
        deps = deps,
    )

_CODECS_COMMON = ["cjkcodecs/cjkcodecs.h", "cjkcodecs/multibytecodec.h"]

_CTYPES_SRCS = [
    "_ctypes/_ctypes.c",
    "_ctypes/callbacks.c",
    "_ctypes/callproc.c",
    "_ctypes/cfield.c",
    "_ctypes/stgdict.c",
]

# Linux has the macro in pyconfig.h; with it curses.h declares the functions of wide characters.
_MACOS_WIDE_CURSES = {"macos": _variant(local_defines = ["_XOPEN_SOURCE_EXTENDED=1"])}

_MODULES_3_13 = {
    "_abc": _module(["_abc.c"], bootstrap = True),
    "_asyncio": _module(["_asynciomodule.c"]),
    "_bisect": _module(["_bisectmodule.c"]),
    "_blake2": _module(
        ["_blake2/blake2b_impl.c", "_blake2/blake2module.c", "_blake2/blake2s_impl.c"],
        hdrs = ["_blake2/*.h", "_blake2/impl/*", "hashlib.h"],
    ),
    "_bz2": _module(["_bz2module.c"], deps = [_BZIP2]),
    "_codecs": _module(["_codecsmodule.c"], bootstrap = True),
    "_codecs_cn": _module(
        ["cjkcodecs/_codecs_cn.c"],
        hdrs = _CODECS_COMMON + ["cjkcodecs/mappings_cn.h"],
    ),
    "_codecs_hk": _module(
        ["cjkcodecs/_codecs_hk.c"],
        hdrs = _CODECS_COMMON + ["cjkcodecs/mappings_hk.h"],
    ),
    "_codecs_iso2022": _module(
        ["cjkcodecs/_codecs_iso2022.c"],
        hdrs = _CODECS_COMMON + [
            "cjkcodecs/alg_jisx0201.h",
            "cjkcodecs/emu_jisx0213_2000.h",
            "cjkcodecs/mappings_jisx0213_pair.h",
        ],
    ),
    "_codecs_jp": _module(
        ["cjkcodecs/_codecs_jp.c"],
        hdrs = _CODECS_COMMON + [
            "cjkcodecs/alg_jisx0201.h",
            "cjkcodecs/emu_jisx0213_2000.h",
            "cjkcodecs/mappings_jisx0213_pair.h",
            "cjkcodecs/mappings_jp.h",
        ],
    ),
    "_codecs_kr": _module(
        ["cjkcodecs/_codecs_kr.c"],
        hdrs = _CODECS_COMMON + ["cjkcodecs/mappings_kr.h"],
    ),
    "_codecs_tw": _module(
        ["cjkcodecs/_codecs_tw.c"],
        hdrs = _CODECS_COMMON + ["cjkcodecs/mappings_tw.h"],
    ),
    "_collections": _module(["_collectionsmodule.c"], bootstrap = True),
    "_contextvars": _module(["_contextvarsmodule.c"]),
    "_csv": _module(["_csv.c"]),
    "_ctypes": _module(
        _CTYPES_SRCS,
        hdrs = ["_ctypes/ctypes.h"],
        deps = [_LIBFFI],
        variants = {
            "macos": _variant(
                srcs = _CTYPES_SRCS + ["_ctypes/malloc_closure.c"],
                local_defines = ["USING_MALLOC_CLOSURE_DOT_C=1"],
            ),
            "windows": _variant(
                srcs = _CTYPES_SRCS + ["_ctypes/malloc_closure.c"],
                copts = SEH_PRELUDE,
                linkopts = ["-lole32", "-loleaut32"],
                local_defines = [
                    # callbacks.c has one, as for a DLL; so has the core.
                    "DllMain=_ctypes_DllMain",
                    "USING_MALLOC_CLOSURE_DOT_C=1",
                ],
            ),
        },
    ),
    "_curses": _module(
        ["_cursesmodule.c"],
        deps = [_NCURSES],
        oses = _POSIX,
        variants = _MACOS_WIDE_CURSES,
    ),
    "_curses_panel": _module(
        ["_curses_panel.c"],
        deps = [_PANEL, _NCURSES],
        oses = _POSIX,
        variants = _MACOS_WIDE_CURSES,
    ),
    "_datetime": _module(["_datetimemodule.c"]),
    # ndbm is part of macOS's libSystem.
    "_dbm": _module(["_dbmmodule.c"], local_defines = ["USE_NDBM"], oses = ["macos"]),
    "_decimal": _module(
        ["_decimal/_decimal.c"],
        hdrs = ["_decimal/docstrings.h"],
        deps = [_MPDECIMAL],
    ),
    "_elementtree": _module(["_elementtree.c"], deps = [_EXPAT]),
    "_functools": _module(["_functoolsmodule.c"], bootstrap = True),
    "_hashlib": _module(["_hashopenssl.c"], hdrs = ["hashlib.h"], deps = [_OPENSSL_CRYPTO]),
    "_heapq": _module(["_heapqmodule.c"]),
    "_interpchannels": _module(["_interpchannelsmodule.c"], hdrs = ["_interpreters_common.h"]),
    "_interpqueues": _module(["_interpqueuesmodule.c"], hdrs = ["_interpreters_common.h"]),
    "_interpreters": _module(["_interpretersmodule.c"], hdrs = ["_interpreters_common.h"]),
    "_io": _module(
        [
            "_io/_iomodule.c",
            "_io/bufferedio.c",
            "_io/bytesio.c",
            "_io/fileio.c",
            "_io/iobase.c",
            "_io/stringio.c",
            "_io/textio.c",
        ],
        hdrs = ["_io/_iomodule.h"],
        bootstrap = True,
        variants = {
            "windows": _variant(
                srcs = [
                    "_io/_iomodule.c",
                    "_io/bufferedio.c",
                    "_io/bytesio.c",
                    "_io/fileio.c",
                    "_io/iobase.c",
                    "_io/stringio.c",
                    "_io/textio.c",
                    "_io/winconsoleio.c",
                ],
            ),
        },
    ),
    "_json": _module(["_json.c"]),
    "_locale": _module(["_localemodule.c"], bootstrap = True),
    "_lsprof": _module(["_lsprof.c", "rotatingtree.c"], hdrs = ["rotatingtree.h"]),
    "_lzma": _module(["_lzmamodule.c"], deps = [_XZ]),
    "_md5": _module(["md5module.c"], hdrs = ["hashlib.h"], hacl = ["Hacl_Hash_MD5"]),
    "_multibytecodec": _module(
        ["cjkcodecs/multibytecodec.c"],
        hdrs = ["cjkcodecs/multibytecodec.h"],
    ),
    "_multiprocessing": _module(
        ["_multiprocessing/multiprocessing.c", "_multiprocessing/semaphore.c"],
        hdrs = ["_multiprocessing/multiprocessing.h"],
        variants = {
            "windows": _variant(
                copts = _INT_AS_LONG,
                linkopts = ["-lws2_32"],
            ),
        },
    ),
    "_opcode": _module(["_opcode.c"]),
    "_operator": _module(["_operator.c"], bootstrap = True),
    "_overlapped": _module(["overlapped.c"], linkopts = ["-lws2_32"], oses = _WINDOWS),
    "_pickle": _module(["_pickle.c"]),
    "_posixshmem": _module(["_multiprocessing/posixshmem.c"], oses = _POSIX),
    "_posixsubprocess": _module(["_posixsubprocess.c"], hdrs = ["posixmodule.h"], oses = _POSIX),
    "_queue": _module(["_queuemodule.c"]),
    "_random": _module(["_randommodule.c"]),
    "_scproxy": _module(["_scproxy.c"], deps = [_MACOS_FRAMEWORKS], oses = ["macos"]),
    "_sha1": _module(["sha1module.c"], hdrs = ["hashlib.h"], hacl = ["Hacl_Hash_SHA1"]),
    "_sha2": _module(["sha2module.c"], hdrs = ["hashlib.h"], hacl = ["Hacl_Hash_SHA2"]),
    "_sha3": _module(["sha3module.c"], hdrs = ["hashlib.h"], hacl = ["Hacl_Hash_SHA3"]),
    "_signal": _module(
        ["signalmodule.c"],
        hdrs = ["posixmodule.h", "socketmodule.h"],
        bootstrap = True,
    ),
    "_socket": _module(
        ["socketmodule.c"],
        hdrs = ["addrinfo.h", "getaddrinfo.c", "getnameinfo.c", "socketmodule.h"],
        variants = {
            "windows": _variant(
                copts = MSVC_PRELUDE,
                linkopts = ["-liphlpapi", "-lrpcrt4", "-lws2_32"],
            ),
        },
    ),
    "_sqlite3": _module(
        [
            "_sqlite/blob.c",
            "_sqlite/connection.c",
            "_sqlite/cursor.c",
            "_sqlite/microprotocols.c",
            "_sqlite/module.c",
            "_sqlite/prepare_protocol.c",
            "_sqlite/row.c",
            "_sqlite/statement.c",
            "_sqlite/util.c",
        ],
        hdrs = ["_sqlite/*.h", "_sqlite/clinic/_sqlite3.connect.c.h"],
        deps = [_SQLITE],
        variants = {
            "windows": _variant(
                local_defines = ["PY_SQLITE_ENABLE_LOAD_EXTENSION", "PY_SQLITE_HAVE_SERIALIZE"],
            ),
        },
    ),
    "_sre": _module(["_sre/sre.c"], hdrs = ["_sre/*.h"], bootstrap = True),
    "_ssl": _module(
        ["_ssl.c"],
        hdrs = ["_ssl.h", "_ssl/*.c", "_ssl/clinic/*.h", "_ssl_data_*.h", "socketmodule.h"],
        deps = [_OPENSSL_SSL, _OPENSSL_CRYPTO],
        variants = {
            "windows": _variant(copts = MSVC_PRELUDE, linkopts = ["-lcrypt32", "-lws2_32"]),
        },
    ),
    "_stat": _module(["_stat.c"], bootstrap = True),
    "_statistics": _module(["_statisticsmodule.c"]),
    "_struct": _module(["_struct.c"]),
    "_suggestions": _module(["_suggestions.c"], bootstrap = True),
    "_symtable": _module(["symtablemodule.c"], bootstrap = True),
    "_sysconfig": _module(["_sysconfig.c"], bootstrap = True),
    "_thread": _module(["_threadmodule.c"], bootstrap = True),
    "_tracemalloc": _module(["_tracemalloc.c"], bootstrap = True),
    "_typing": _module(["_typingmodule.c"], bootstrap = True),
    "_uuid": _module(
        ["_uuidmodule.c"],
        deps = [_LIBUUID],
        variants = {
            # Part of libSystem.
            "macos": _variant(deps = []),
            "windows": _variant(linkopts = ["-lrpcrt4"], deps = []),
        },
    ),
    "_weakref": _module(["_weakref.c"], bootstrap = True),
    "_winapi": _module(
        ["_winapi.c"],
        hdrs = ["winreparse.h"],
        copts = _INT_AS_LONG,
        bootstrap = True,
        oses = _WINDOWS,
    ),
    "_wmi": _module(
        ["_wmimodule.cpp"],
        folder = "PC",
        copts = CXX_WITHOUT_LIBRARY_COPTS,
        linkopts = ["-lole32", "-loleaut32", "-lpropsys"],
        local_defines = [
            # Defines the GUIDs of WMI here, which Microsoft's wbemuuid.lib would have.
            "INITGUID",
            # How Microsoft's compiler says C++20.
            "_MSVC_LANG=202002L",
        ],
        deps = [_OPERATOR_NEW],
        oses = _WINDOWS,
    ),
    "_zoneinfo": _module(["_zoneinfo.c"]),
    "array": _module(["arraymodule.c"]),
    "atexit": _module(["atexitmodule.c"], bootstrap = True),
    "binascii": _module(["binascii.c"], deps = [_ZLIB], local_defines = ["USE_ZLIB_CRC32"]),
    "cmath": _module(["cmathmodule.c"], hdrs = ["_math.h"]),
    "errno": _module(["errnomodule.c"], bootstrap = True),
    "faulthandler": _module(["faulthandler.c"], bootstrap = True),
    "fcntl": _module(["fcntlmodule.c"], oses = _POSIX),
    "grp": _module(["grpmodule.c"], hdrs = ["posixmodule.h"], oses = _POSIX),
    "itertools": _module(["itertoolsmodule.c"], bootstrap = True),
    "math": _module(["mathmodule.c"], hdrs = ["_math.h"]),
    "mmap": _module(["mmapmodule.c"]),
    "msvcrt": _module(["msvcrtmodule.c"], folder = "PC", bootstrap = True, oses = _WINDOWS),
    "nt": _module(
        ["posixmodule.c"],
        hdrs = ["posixmodule.h", "winreparse.h"],
        bootstrap = True,
        # What posixmodule.c defines and includes itself for Microsoft's compiler only.
        copts = ["-include", "direct.h", "-include", "malloc.h", "-include", "process.h"],
        linkopts = ["-ladvapi32", "-lshell32"],
        local_defines = [
            "HAVE_CWAIT",
            "HAVE_EXECV",
            "HAVE_FSYNC",
            "HAVE_GETLOGIN",
            "HAVE_GETPPID",
            "HAVE_PIPE",
            "HAVE_SPAWNV",
            "HAVE_SYSTEM",
            "HAVE_WEXECV",
            "HAVE_WSPAWNV",
            "fsync=_commit",
        ],
        oses = _WINDOWS,
    ),
    "posix": _module(["posixmodule.c"], hdrs = ["posixmodule.h"], bootstrap = True, oses = _POSIX),
    "pwd": _module(["pwdmodule.c"], hdrs = ["posixmodule.h"], bootstrap = True, oses = _POSIX),
    "pyexpat": _module(["pyexpat.c"], deps = [_EXPAT]),
    "readline": _module(["readline.c"], deps = [_LIBEDIT], oses = _POSIX),
    "resource": _module(["resource.c"], oses = _POSIX),
    "select": _module(
        ["selectmodule.c"],
        variants = {"windows": _variant(copts = MSVC_PRELUDE, linkopts = ["-lws2_32"])},
    ),
    "syslog": _module(["syslogmodule.c"], oses = _POSIX),
    "termios": _module(["termios.c"], oses = _POSIX),
    "time": _module(
        ["timemodule.c"],
        bootstrap = True,
        variants = {"windows": _variant(copts = MSVC_PRELUDE)},
    ),
    "unicodedata": _module(["unicodedata.c"], hdrs = ["unicodedata_db.h", "unicodename_db.h"]),
    "winreg": _module(["winreg.c"], folder = "PC", bootstrap = True, oses = _WINDOWS),
    "winsound": _module(["winsound.c"], folder = "PC", linkopts = ["-lwinmm"], oses = _WINDOWS),
    "zlib": _module(["zlibmodule.c"], deps = [_ZLIB]),
}

def _changed(modules, gone, new):
    """The modules of a version, from those of another one.

    Args:
        modules: a dict from the name of a module to its row: the modules of the other version.
        gone: list of strings: those of them that this one does not have.
        new: like `modules`: what it has instead, or made of something else.

    Returns:
        a dict like `modules`.
    """
    missing = [name for name in gone if name not in modules]
    if missing:
        fail("not there to be left out: {}".format(missing))
    return {name: row for name, row in modules.items() if name not in gone} | new

# Not built: `_crypt` and `nis`, whose C libraries are no part of the toolchain, so that `import crypt`
# and `import nis` raise ImportError; both are gone from later versions.
_MODULES_3_11 = _changed(
    _MODULES_3_13,
    gone = [
        "_interpchannels",
        "_interpqueues",
        "_interpreters",
        "_sha2",
        "_suggestions",
        "_sysconfig",
    ],
    new = {
        "_ctypes": _module(
            _CTYPES_SRCS,
            hdrs = ["_ctypes/*.h"],
            # pyconfig.h of later versions has them.
            local_defines = [
                "HAVE_FFI_CLOSURE_ALLOC=1",
                "HAVE_FFI_PREP_CIF_VAR=1",
                "HAVE_FFI_PREP_CLOSURE_LOC=1",
            ],
            deps = [_LIBFFI],
            oses = _POSIX,
        ),
        "_curses": _module(
            ["_cursesmodule.c"],
            deps = [_NCURSES],
            local_defines = ["HAVE_NCURSESW=1"],
            oses = _POSIX,
        ),
        "_curses_panel": _module(
            ["_curses_panel.c"],
            deps = [_PANEL, _NCURSES],
            local_defines = ["HAVE_NCURSESW=1"],
            oses = _POSIX,
        ),
        "_decimal": _module(
            ["_decimal/_decimal.c"],
            hdrs = ["_decimal/docstrings.h"],
            # mpdecimal.h calls it MPD_CONFIG_64 since version 4.
            local_defines = ["CONFIG_64=1"],
            deps = [_MPDECIMAL],
        ),
        "_md5": _module(["md5module.c"], hdrs = ["hashlib.h"]),
        "_sha1": _module(["sha1module.c"], hdrs = ["hashlib.h"]),
        "_sha256": _module(["sha256module.c"], hdrs = ["hashlib.h"]),
        "_sha3": _module(["_sha3/sha3module.c"], hdrs = ["_sha3/*", "hashlib.h"]),
        "_sha512": _module(["sha512module.c"], hdrs = ["hashlib.h"]),
        "_typing": _module(["_typingmodule.c"]),
        "_xxsubinterpreters": _module(["_xxsubinterpretersmodule.c"]),
        "audioop": _module(["audioop.c"]),
        "ossaudiodev": _module(["ossaudiodev.c"], oses = ["linux"]),
        "readline": _module(
            ["readline.c"],
            # A type that libedit has renamed.
            local_defines = ["VFunction=rl_compdisp_func_t"],
            deps = [_LIBEDIT],
            oses = _POSIX,
        ),
        "spwd": _module(["spwdmodule.c"], hdrs = ["posixmodule.h"], oses = ["linux"]),
    },
)

_HACL_BLAKE2 = ["Hacl_Hash_Blake2b", "Hacl_Hash_Blake2s", "Lib_Memzero0"]

_MODULES_3_14 = _changed(
    _MODULES_3_13,
    gone = ["_contextvars"],
    new = {
        "_blake2": _module(["blake2module.c"], hdrs = ["hashlib.h"], hacl = _HACL_BLAKE2),
        "_datetime": _module(["_datetimemodule.c"], bootstrap = True),
        "_hmac": _module(
            ["hmacmodule.c"],
            hdrs = ["hashlib.h"],
            hacl = _HACL_BLAKE2 + [
                "Hacl_HMAC",
                "Hacl_Hash_MD5",
                "Hacl_Hash_SHA1",
                "Hacl_Hash_SHA2",
                "Hacl_Hash_SHA3",
                "Hacl_Streaming_HMAC",
            ],
        ),
        "_opcode": _module(["_opcode.c"], bootstrap = True),
        "_remote_debugging": _module(
            ["_remote_debugging_module.c"],
            deps = [":core_private_headers"],
            oses = _POSIX,
        ),
        "_types": _module(["_typesmodule.c"], bootstrap = True),
        "_zstd": _module(
            [
                "_zstd/_zstdmodule.c",
                "_zstd/compressor.c",
                "_zstd/decompressor.c",
                "_zstd/zstddict.c",
            ],
            hdrs = ["_zstd/*.h"],
            deps = [_ZSTD],
        ),
        "pyexpat": _module(
            ["pyexpat.c"],
            deps = [
                _EXPAT,
                _EXPAT_CONFIG,
            ],
        ),
    },
)

# Minor version of CPython -> name of a module -> what it is made of. Of 3.11 and 3.14, only what Linux
# has is known to be right.
MODULES = {
    "3.11": _MODULES_3_11,
    "3.13": _MODULES_3_13,
    "3.14": _MODULES_3_14,
}
