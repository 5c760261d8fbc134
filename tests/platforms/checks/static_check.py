"""What a static executable cannot do the usual way: find functions at run time, ask for hosts."""

from __future__ import annotations

import ctypes
import datetime
import errno
import importlib.machinery
import importlib.util
import os
import socket
import struct
import tempfile
import unittest
import zoneinfo
from pathlib import Path


class DynamicLoading(unittest.TestCase):
    """The program is the one library there is."""

    def test_functions_of_the_c_library(self) -> None:
        program = ctypes.CDLL(None, use_errno=True)
        program.strtod.restype = ctypes.c_double
        program.strtod.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
        self.assertEqual(1.5, program.strtod(b"1.5", None))
        self.assertEqual(-1, program.close(-1))
        self.assertEqual(errno.EBADF, ctypes.get_errno())

    def test_variables_of_the_c_library(self) -> None:
        os.environ["SEEN_FROM_C"] = "yes"
        variables = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
        seen = []
        while variables[len(seen)] is not None:
            seen.append(variables[len(seen)])
        self.assertIn(b"SEEN_FROM_C=yes", seen)

    def test_a_function_calls_back(self) -> None:
        calls = []
        callback = ctypes.CFUNCTYPE(None)(lambda: calls.append(1))
        thread = ctypes.c_void_p()
        program = ctypes.CDLL(None)
        # From a thread that Python did not start.
        self.assertEqual(0, program.pthread_create(ctypes.byref(thread), None, callback, None))
        self.assertEqual(0, program.pthread_join(thread, None))
        self.assertEqual([1], calls)

    def test_the_c_api(self) -> None:
        api = ctypes.pythonapi
        api.PyUnicode_FromFormat.restype = ctypes.py_object
        self.assertEqual("3 x", api.PyUnicode_FromFormat(b"%d %s", 3, b"x"))
        error = ctypes.py_object.in_dll(api, "PyExc_ValueError").value
        self.assertIs(ValueError, error)
        with self.assertRaises(ValueError):
            api.PyErr_SetString(ctypes.py_object(ValueError), b"told by C")

    def test_unknown_symbol(self) -> None:
        with self.assertRaisesRegex(AttributeError, "^no_such_function: .* static executable "):
            ctypes.CDLL(None).no_such_function  # noqa: B018

    def test_other_library(self) -> None:
        with self.assertRaisesRegex(OSError, r"^libc\.so\.6: this is a static executable"):
            ctypes.CDLL("libc.so.6")

    def test_extension_module(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fast.so"
            path.write_bytes(b"\x7fELF")
            loader = importlib.machinery.ExtensionFileLoader("fast", str(path))
            spec = importlib.util.spec_from_loader("fast", loader)
            with self.assertRaisesRegex(ImportError, f"^{path}: this is a static executable"):
                importlib.util.module_from_spec(spec)

    def test_an_error_is_told_once_and_to_its_thread(self) -> None:
        import _ctypes

        program = ctypes.CDLL(None)
        program.dlerror.restype = ctypes.c_char_p
        program.dlsym.restype = ctypes.c_void_p
        self.assertIsNone(program.dlerror())
        self.assertIsNone(program.dlsym(ctypes.c_void_p(program._handle), b"nothing"))
        self.assertRegex(program.dlerror(), b"^nothing: ")
        self.assertIsNone(program.dlerror())
        _ctypes.dlclose(program._handle)
        with self.assertRaisesRegex(OSError, "not a handle"):
            _ctypes.dlclose(1)


class Data(unittest.TestCase):
    """What is looked up in files, without the plugins that other C libraries load for it."""

    def test_hosts(self) -> None:
        found = socket.getaddrinfo("localhost", 80, proto=socket.IPPROTO_TCP)
        self.assertIn(("127.0.0.1", 80), [address for *_, address in found])
        with self.assertRaisesRegex(socket.gaierror, "does not resolve"):
            socket.getaddrinfo("host.invalid", 80, flags=socket.AI_NUMERICHOST)

    def test_time_zones(self) -> None:
        # Version 1 of the format, RFC 8536: no transition, one zone that is 3600 s east.
        header = b"TZif" + bytes(16) + struct.pack(">6I", 0, 0, 0, 0, 1, 4)
        zone = header + struct.pack(">iBB", 3600, 0, 0) + b"XST\0"
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "East").write_bytes(zone)
            self.addCleanup(zoneinfo.reset_tzpath)
            zoneinfo.reset_tzpath([folder])
            noon = datetime.datetime(2026, 1, 1, 12, tzinfo=zoneinfo.ZoneInfo("East"))
        self.assertEqual(datetime.timedelta(hours=1), noon.utcoffset())
        self.assertEqual("XST", noon.tzname())


if __name__ == "__main__":
    unittest.main()
