"""What wheels for Windows may take from the system, besides what the interpreter takes itself.

A part of what delvewheel knows to be in every Windows for x64 (its `ignore_names_x64`): the
libraries of Microsoft's "Windows API index"; and the Universal C Runtime.
"""

from __future__ import annotations

_API_SET = "api-ms-win-"
"""What names of API sets begin with: names for parts of the system's libraries."""

_NAMES = """
advapi32 avicap32 avrt bcrypt bcryptprimitives cabinet cfgmgr32 comctl32 comdlg32 credui crypt32
cryptui d2d1 d3d11 d3d9 dbghelp ddraw dnsapi dsound dwmapi dwrite dxgi evr gdi32 glu32 hid
imagehlp imm32 iphlpapi kernel32 mf mfplat mfreadwrite mpr msimg32 msvcrt msvfw32 mswsock ncrypt
netapi32 normaliz ntdll ntdsapi odbc32 ole32 oleaut32 opengl32 pdh powrprof propsys psapi rpcrt4
secur32 setupapi shell32 shlwapi ucrtbase user32 userenv usp10 uxtheme version wevtapi winhttp
wininet winmm wintrust wlanapi wldap32 ws2_32 wsock32 wtsapi32 xmllite
"""

_LIBRARIES = frozenset(f"{name}.dll" for name in _NAMES.split())


def is_system_library(file_name: str) -> bool:
    """Tells whether every Windows has a library of this name."""
    name = file_name.lower()
    return name in _LIBRARIES or name.startswith(_API_SET)
