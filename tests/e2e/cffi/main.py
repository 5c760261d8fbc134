"""Uses modules that cffi wrote: API mode in C and C++, linked in, and ABI mode, in Python."""

import importlib.machinery
import sys

import _cffi_backend
from gauge import _dial, _strings, _words

SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]

ffi, lib = _dial.ffi, _dial.lib


@ffi.def_extern()
def on_turn(context, degrees):
    ffi.from_handle(context).append(degrees)


seen = []
handle = ffi.new_handle(seen)
name = ffi.new("char[]", b"volume")
dial = ffi.new("struct dial *", {"degrees": 10.0, "name": name})
lib.dial_turn(dial, lib.DIAL_RIGHT, 30.0, lib.on_turn, handle)
lib.dial_turn(dial, lib.DIAL_LEFT, 5.5, lib.on_turn, handle)
assert seen == [40.0, 34.5], seen
assert ffi.string(dial.name) == b"volume"
# What the script did not say, the C compiler knew: there is a hidden field before it.
assert ffi.offsetof("struct dial", "degrees") == 8
assert isinstance(ffi, _cffi_backend.FFI)
assert _dial.__name__ == "gauge._dial" and _dial.__file__.endswith(SUFFIX), _dial

assert _words.lib.count_words(b"three short  words") == 3

# On Windows the C library is one of its own.
libc = _strings.ffi.dlopen("msvcrt.dll" if sys.platform == "win32" else None)
assert libc.strlen(b"four") == 4
print("ok")
