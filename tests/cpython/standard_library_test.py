"""What a CPython compiled by this project must be able to do, module by module.

Runs on an interpreter that `:python` of the overlay was laid out to, and packed in an executable of
each platform (tests/platforms). As the latter may run under an emulator, no test starts the
interpreter itself. The environment variable EXTENSION_MODULES names the extension modules that must
be compiled in, separated by commas.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import traceback
import unittest
import warnings
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

needs_posix = unittest.skipUnless(os.name == "posix", "POSIX only")


def c_library() -> ctypes.CDLL:
    """Gives the C library: the program itself, where programs are linked with it."""
    return ctypes.CDLL(None if os.name == "posix" else "ucrtbase")


def holds_in_child(check: Callable[[], bool]) -> bool:
    """Tells whether a check is true in a fork of this process; it is not if it raises."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if check() else 1
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class ExtensionModules(unittest.TestCase):
    """The table of modules and the interpreter agree."""

    def test_all_are_built_in_and_can_be_imported(self) -> None:
        names = os.environ["EXTENSION_MODULES"].split(",")
        self.assertGreater(len(names), 75)
        self.assertEqual([], sorted(set(names) - set(sys.builtin_module_names)))
        for name in names:
            with self.subTest(name):
                self.assertFalse(hasattr(importlib.import_module(name), "__file__"))

    def test_none_is_missing_from_the_standard_library(self) -> None:
        # Tk, dbm's two system libraries, and what is for other operating systems.
        absent = {"_dbm", "_gdbm", "_tkinter", "_msi", "_ios_support"}
        # Of 3.11: what needs C libraries that the toolchain does not have.
        absent |= {"_crypt", "crypt", "nis"}
        if sys.platform != "darwin":
            absent |= {"_scproxy"}
        if os.name == "posix":
            absent |= {"_overlapped", "_winapi", "_wmi", "msvcrt", "nt", "winreg", "winsound"}
        else:
            absent |= {"_curses", "_curses_panel", "_posixshmem", "_posixsubprocess", "fcntl"}
            absent |= {"grp", "posix", "pwd", "readline", "resource", "syslog", "termios"}
        absent |= {
            # Python modules that come with another installation, or are left out of ours.
            "ensurepip",
            "idlelib",
            "lib2to3",
            "tkinter",
            "turtle",
            "turtledemo",
            # Imported for their side effects.
            "antigravity",
            "this",
        }
        failures = []
        with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):
            for name in sorted(sys.stdlib_module_names - absent):
                try:
                    importlib.import_module(name)
                except ImportError as error:
                    # Modules of another system's event loop, terminal or console say so.
                    text = str(error).lower()
                    if error.name not in absent and "windows" not in text and "posix" not in text:
                        failures.append(f"{name}: {error}")
        self.assertEqual([], failures)


class Compression(unittest.TestCase):
    """bz2, lzma and zlib."""

    def test_round_trips(self) -> None:
        data = b"abc" * 10_000
        names = ["bz2", "lzma", "zlib"]
        if sys.version_info >= (3, 14):
            names.append("compression.zstd")
        for name in names:
            with self.subTest(name):
                module = importlib.import_module(name)
                self.assertEqual(data, module.decompress(module.compress(data)))

    def test_checksums(self) -> None:
        import binascii
        import zlib

        self.assertEqual(0xCBF43926, zlib.crc32(b"123456789"))
        self.assertEqual(0xCBF43926, binascii.crc32(b"123456789"))


class Cryptography(unittest.TestCase):
    """hashlib and ssl."""

    def test_hashes(self) -> None:
        import hashlib

        for algorithm, start in (
            ("md5", "d41d8cd9"),
            ("sha1", "da39a3ee"),
            ("sha256", "e3b0c442"),
            ("sha512", "cf83e135"),
            ("sha3_256", "a7ffc6f8"),
            ("blake2b", "786a02f7"),
            ("blake2s", "69217a30"),
            ("ripemd160", "9c1185a5"),
            ("sha512_256", "c672b8d1"),
        ):
            with self.subTest(algorithm):
                self.assertEqual(start, hashlib.new(algorithm, b"").hexdigest()[:8])

    def test_key_derivation(self) -> None:
        import hashlib

        # RFC 7914, section 12, and RFC 6070's salt and password with SHA-256.
        self.assertEqual(
            "77d6576238657b20",
            hashlib.scrypt(b"", salt=b"", n=16, r=1, p=1, dklen=64).hex()[:16],
        )
        self.assertEqual(
            "120fb6cffcf8b32c", hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1).hex()[:16]
        )

    def test_builtin_hashes_agree_with_openssl(self) -> None:
        import _hashlib

        builtin = importlib.import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
        self.assertEqual(builtin.sha256(b"abc").digest(), _hashlib.openssl_sha256(b"abc").digest())

    def test_contexts(self) -> None:
        import ssl

        self.assertRegex(ssl.OPENSSL_VERSION, r"^OpenSSL 3\.5\.")
        client = ssl.create_default_context()
        self.assertGreater(len(client.get_ciphers()), 10)
        self.assertTrue(ssl.HAS_TLSv1_3 and ssl.HAS_TLSv1_2 and ssl.HAS_ALPN and ssl.HAS_SNI)
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def test_random(self) -> None:
        import ssl

        self.assertNotEqual(ssl.RAND_bytes(16), ssl.RAND_bytes(16))


class Databases(unittest.TestCase):
    """sqlite3 and what sqlite was compiled with."""

    def test_features(self) -> None:
        import sqlite3

        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("create virtual table t using fts5(body)")
            connection.execute("insert into t values ('one two')")
            for expected, query in (
                ("one two", "select * from t where t match 'two'"),
                (4.0, "select sqrt(16)"),
                (2, """select json_extract('{"a": [1, 2]}', '$.a[1]')"""),
            ):
                with self.subTest(query):
                    self.assertEqual([(expected,)], connection.execute(query).fetchall())
            self.assertEqual(3, sqlite3.threadsafety)
            with closing(sqlite3.connect(":memory:")) as copy:
                copy.deserialize(connection.serialize())
                self.assertEqual([("one two",)], copy.execute("select * from t").fetchall())


class ForeignFunctions(unittest.TestCase):
    """ctypes and libffi."""

    def test_calls(self) -> None:
        getpid = c_library()["getpid" if os.name == "posix" else "_getpid"]
        getpid.restype = ctypes.c_int
        self.assertEqual(os.getpid(), getpid())

    def test_the_c_api_is_exported(self) -> None:
        ctypes.pythonapi.PyLong_FromLong.restype = ctypes.py_object
        self.assertEqual(5, ctypes.pythonapi.PyLong_FromLong(5))

    def test_callbacks(self) -> None:
        compare = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int)
        )(lambda a, b: a[0] - b[0])
        array = (ctypes.c_int * 4)(3, 1, 4, 1)
        c_library().qsort(array, 4, ctypes.sizeof(ctypes.c_int), compare)
        self.assertEqual([1, 1, 3, 4], list(array))

    @unittest.skipUnless(sys.platform == "win32", "Windows only")
    def test_exceptions_of_the_processor(self) -> None:
        with self.assertRaisesRegex(OSError, "access violation reading 0x0+8$"):
            ctypes.string_at(8)


class Numbers(unittest.TestCase):
    """decimal and floating point."""

    def test_decimal_is_the_c_one(self) -> None:
        import decimal

        self.assertTrue(decimal.HAVE_CONTEXTVAR)
        self.assertTrue(decimal.HAVE_THREADS)
        self.assertRegex(decimal.__libmpdec_version__, r"^4\.")
        with decimal.localcontext(prec=40):
            self.assertEqual(
                "1.414213562373095048801688724209698078570", str(decimal.Decimal(2).sqrt())
            )
            # Long enough for the number theoretic transform.
            self.assertEqual(
                decimal.Decimal(10) ** 4000,
                decimal.Context(prec=5000).multiply(
                    decimal.Decimal(10) ** 2000, decimal.Decimal(10) ** 2000
                ),
            )

    def test_mathematics(self) -> None:
        import math

        self.assertEqual(-1074.0, math.log2(5e-324))
        self.assertEqual(0.1 + 0.2, float("0.30000000000000004"))
        self.assertEqual("0x1.999999999999ap-4", (0.1).hex())


class Markup(unittest.TestCase):
    """pyexpat and ElementTree."""

    def test_parses(self) -> None:
        import pyexpat
        from xml.etree import ElementTree

        self.assertRegex(pyexpat.EXPAT_VERSION, r"^expat_2\.8\.")
        self.assertEqual("b", ElementTree.fromstring("<a><b/></a>")[0].tag)
        self.assertEqual("é", ElementTree.fromstring("<a>é</a>".encode("utf-16")).text)


@needs_posix
class Terminals(unittest.TestCase):
    """curses, readline and pseudo-terminals."""

    def test_descriptions_are_compiled_in(self) -> None:
        for terminal, colors in (("xterm-256color", 256), ("vt100", -1), ("linux", 8)):
            with self.subTest(terminal):
                self.assertTrue(holds_in_child(partial(self.has_colors, terminal, colors)))

    @staticmethod
    def has_colors(terminal: str, colors: int) -> bool:
        """Tells whether the built-in description of a terminal says so; a process can ask once."""
        import curses

        os.environ["TERMINFO"] = "/nonexistent"
        curses.setupterm(terminal, fd=1)
        return curses.tigetnum("colors") == colors

    def test_line_editor(self) -> None:
        import readline

        self.assertIn("libedit", readline.__doc__)
        if sys.version_info >= (3, 13):
            self.assertEqual("editline", readline.backend)
        readline.add_history("one")
        self.assertEqual("one", readline.get_history_item(1))

    def test_openpty(self) -> None:
        master, slave = os.openpty()
        try:
            self.assertTrue(os.isatty(slave))
            os.write(slave, b"word\n")
            self.assertEqual(b"word\r\n", os.read(master, 100))
        finally:
            os.close(master)
            os.close(slave)

    def test_forkpty(self) -> None:
        import pty

        child, master = pty.fork()
        if child == 0:
            os.execv("/bin/sh", ["sh", "-c", "test -t 0 && test -t 1 && printf terminal"])
        try:
            self.assertEqual(b"terminal", os.read(master, 100))
            self.assertEqual(0, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        finally:
            os.close(master)

    def test_login_tty(self) -> None:
        master, slave = os.openpty()

        def leads_session_with_terminal() -> bool:
            os.close(master)
            os.login_tty(slave)
            return os.tcgetpgrp(0) == os.getpid() == os.getsid(0)

        try:
            self.assertTrue(holds_in_child(leads_session_with_terminal))
        finally:
            os.close(master)
            os.close(slave)


class Processes(unittest.TestCase):
    """subprocess, threading and multiprocessing."""

    def test_subprocess(self) -> None:
        command = ["/bin/echo", "hi"] if os.name == "posix" else ["cmd", "/c", "echo hi"]
        self.assertEqual("hi\n", subprocess.check_output(command, encoding="utf-8"))

    def test_threads(self) -> None:
        sums: list[int] = []
        threads = [
            threading.Thread(target=lambda: sums.append(sum(range(100_000)))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([4_999_950_000] * 4, sums)

    def test_deep_recursion(self) -> None:
        def depth(n: int) -> int:
            return n and 1 + depth(n - 1)

        sys.setrecursionlimit(10_000)
        self.assertEqual(9_000, depth(9_000))

    def test_deep_recursion_in_c_is_an_error(self) -> None:
        import json

        with self.assertRaises(RecursionError):
            json.loads("[" * 90_000)

    def test_semaphore(self) -> None:
        import multiprocessing

        # Not by get_value(), which macOS does not have.
        method = "fork" if os.name == "posix" else "spawn"
        semaphore = multiprocessing.get_context(method).Semaphore(2)
        acquired = [semaphore.acquire(block=False) for _ in range(3)]
        self.assertEqual([True, True, False], acquired)

    @needs_posix
    def test_pool(self) -> None:
        import multiprocessing

        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual([1, 2], pool.map(abs, [-1, -2]))

    def test_shared_memory(self) -> None:
        from multiprocessing import shared_memory

        # Tracking would start a process of the interpreter.
        untracked = {"track": False} if sys.version_info >= (3, 13) else {}
        memory = shared_memory.SharedMemory(create=True, size=100, **untracked)
        try:
            memory.buf[0] = 1
        finally:
            memory.close()
            memory.unlink()


class System(unittest.TestCase):
    """What depends on the C library and the kernel."""

    def test_sockets(self) -> None:
        import socket

        one, other = socket.socketpair()
        with one, other:
            one.send(b"x")
            self.assertEqual(b"x", other.recv(1))
        self.assertTrue(socket.has_ipv6)
        self.assertEqual(("127.0.0.1", 80), socket.getaddrinfo("127.0.0.1", 80)[0][4])

    def test_event_loop(self) -> None:
        import asyncio
        import selectors

        async def answer() -> int:
            await asyncio.sleep(0)
            return 42

        self.assertEqual(42, asyncio.run(answer()))
        if sys.platform == "linux":
            self.assertIs(selectors.EpollSelector, selectors.DefaultSelector)

    @needs_posix
    def test_time_zone(self) -> None:
        before = os.environ.get("TZ")
        os.environ["TZ"] = "XST-3XDT,M4.1.0,M10.5.0"
        try:
            time.tzset()
            self.assertEqual(("XST", "XDT"), time.tzname)
            self.assertEqual(3, time.localtime(0).tm_hour)
        finally:
            if before is None:
                del os.environ["TZ"]
            else:
                os.environ["TZ"] = before
            time.tzset()

    @needs_posix
    def test_users_and_groups(self) -> None:
        import grp
        import pwd

        self.assertEqual("root", pwd.getpwuid(0).pw_name)
        self.assertEqual("root", grp.getgrgid(0).gr_name)

    def test_random(self) -> None:
        self.assertNotEqual(os.urandom(16), os.urandom(16))

    def test_uuid(self) -> None:
        import uuid

        name = "_generate_time_safe" if os.name == "posix" else "_UuidCreate"
        self.assertIsNotNone(getattr(uuid, name))
        self.assertNotEqual(uuid.uuid1(), uuid.uuid1())

    def test_large_files(self) -> None:
        with tempfile.TemporaryFile() as file:
            file.seek(2**32)
            file.write(b"x")
            self.assertEqual(2**32 + 1, file.tell())

    def test_file_system_encoding(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "é").touch()
            self.assertEqual(["é"], [path.name for path in Path(folder).iterdir()])


class Configuration(unittest.TestCase):
    """What the interpreter says about itself."""

    def test_sysconfig(self) -> None:
        variables = sysconfig.get_config_vars()
        self.assertEqual(importlib.machinery.EXTENSION_SUFFIXES[0], variables["EXT_SUFFIX"])
        self.assertEqual(sys.prefix, variables["prefix"])
        if os.name == "posix":
            self.assertEqual("{}.{}".format(*sys.version_info[:2]), variables["VERSION"])
            self.assertEqual(sys.implementation._multiarch, variables["MULTIARCH"])
            self.assertIn("/usr/share/zoneinfo", variables["TZPATH"])
        else:
            digits = "{}{}".format(*sys.version_info[:2])
            self.assertEqual(digits, variables["VERSION"])
            self.assertEqual(f".cp{digits}-win_amd64.pyd", variables["EXT_SUFFIX"])

    def test_time_zone_database_is_searched_for(self) -> None:
        import zoneinfo

        folders = ("/usr/share/zoneinfo",) if os.name == "posix" else ()
        self.assertEqual(folders, zoneinfo.TZPATH[:1])
        with self.assertRaises(zoneinfo.ZoneInfoNotFoundError):
            zoneinfo.ZoneInfo("Nowhere/At_All")

    def test_no_build_time_or_place(self) -> None:
        self.assertEqual("Jan  1 1980 00:00:00", platform.python_build()[1])
        self.assertEqual("", getattr(sys, "abiflags", ""))

    def test_release_build(self) -> None:
        self.assertFalse(hasattr(sys, "gettotalrefcount"))
        self.assertIsNotNone(len.__doc__)
        self.assertNotEqual(0, sys.hash_info.width)


if __name__ == "__main__":
    unittest.main()
