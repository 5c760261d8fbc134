"""A console whose screen a program can read: the pseudo console of Windows 10.

https://learn.microsoft.com/windows/console/creating-a-pseudoconsole-session
"""

from __future__ import annotations

import ctypes
import msvcrt
import os
import re
import subprocess
import threading
from collections.abc import Sequence
from ctypes import wintypes

_EXTENDED_STARTUPINFO_PRESENT = 0x00080000
_PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE = 0x00020016
_STARTF_USESTDHANDLES = 0x00000100

_COLUMNS, _LINES = 200, 50
_TIMEOUT = 60_000
"""Milliseconds."""

_CONTROL_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel32.CreatePseudoConsole.argtypes = [
    wintypes.DWORD,
    wintypes.HANDLE,
    wintypes.HANDLE,
    wintypes.DWORD,
    ctypes.POINTER(ctypes.c_void_p),
]
_kernel32.ClosePseudoConsole.argtypes = [ctypes.c_void_p]
_kernel32.UpdateProcThreadAttribute.argtypes = [
    ctypes.c_void_p,
    wintypes.DWORD,
    ctypes.c_size_t,
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_void_p,
    ctypes.c_void_p,
]


class _StartupInfo(ctypes.Structure):
    """STARTUPINFOEXW."""

    _fields_ = (
        ("cb", wintypes.DWORD),
        ("texts", wintypes.LPWSTR * 3),
        ("numbers", wintypes.DWORD * 7),
        ("dwFlags", wintypes.DWORD),
        ("wShowWindow", wintypes.WORD),
        ("cbReserved2", wintypes.WORD),
        ("lpReserved2", ctypes.c_void_p),
        ("streams", wintypes.HANDLE * 3),
        ("lpAttributeList", ctypes.c_void_p),
    )


class _ProcessInformation(ctypes.Structure):
    _fields_ = (
        ("hProcess", wintypes.HANDLE),
        ("hThread", wintypes.HANDLE),
        ("dwProcessId", wintypes.DWORD),
        ("dwThreadId", wintypes.DWORD),
    )


def run_on_console(command: Sequence[str]) -> tuple[int, str]:
    """Runs a program that has a console of its own.

    Its standard streams are no streams of that console: it has to open `CONOUT$`.

    Returns:
        Its exit code, and what is on the screen.
    """
    input_end, console_input = os.pipe()
    console_output, output_end = os.pipe()
    console = ctypes.c_void_p()
    _check(
        _kernel32.CreatePseudoConsole(
            _COLUMNS | _LINES << 16,
            msvcrt.get_osfhandle(input_end),
            msvcrt.get_osfhandle(output_end),
            0,
            ctypes.byref(console),
        )
        == 0
    )
    os.close(output_end)
    shown: list[bytes] = []
    reader = threading.Thread(target=_read, args=(console_output, shown))
    reader.start()
    try:
        exit_code = _run(command, console)
    finally:
        _kernel32.ClosePseudoConsole(console)
    reader.join()
    for end in (input_end, console_input, console_output):
        os.close(end)
    return exit_code, _CONTROL_SEQUENCE.sub("", b"".join(shown).decode("utf-8"))


def _run(command: Sequence[str], console: ctypes.c_void_p) -> int:
    size = ctypes.c_size_t()
    _kernel32.InitializeProcThreadAttributeList(None, 1, 0, ctypes.byref(size))
    attributes = ctypes.create_string_buffer(size.value)
    _check(_kernel32.InitializeProcThreadAttributeList(attributes, 1, 0, ctypes.byref(size)))
    _check(
        _kernel32.UpdateProcThreadAttribute(
            attributes,
            0,
            _PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE,
            console,
            ctypes.sizeof(console),
            None,
            None,
        )
    )
    startup = _StartupInfo(
        cb=ctypes.sizeof(_StartupInfo),
        # Without streams; else it would get those of this process.
        dwFlags=_STARTF_USESTDHANDLES,
        lpAttributeList=ctypes.addressof(attributes),
    )
    process = _ProcessInformation()
    line = ctypes.create_unicode_buffer(subprocess.list2cmdline(command))
    _check(
        _kernel32.CreateProcessW(
            None,
            line,
            None,
            None,
            False,
            _EXTENDED_STARTUPINFO_PRESENT,
            None,
            None,
            ctypes.byref(startup),
            ctypes.byref(process),
        )
    )
    exit_code = wintypes.DWORD()
    _kernel32.WaitForSingleObject(wintypes.HANDLE(process.hProcess), _TIMEOUT)
    _kernel32.GetExitCodeProcess(wintypes.HANDLE(process.hProcess), ctypes.byref(exit_code))
    for handle in (process.hThread, process.hProcess):
        _kernel32.CloseHandle(wintypes.HANDLE(handle))
    return exit_code.value


def _read(descriptor: int, shown: list[bytes]) -> None:
    while part := os.read(descriptor, 4096):
        shown.append(part)


def _check(succeeded: bool) -> None:
    if not succeeded:
        raise ctypes.WinError(ctypes.get_last_error())
