# auto-generated file
import _cffi_backend

ffi = _cffi_backend.FFI(
    "gauge._strings",
    _version=0x2601,
    _types=b"\x00\x00\x04\x0d\x00\x00\x03\x03\x00\x00\x00\x0f\x00\x00\x02\x01\x00\x00\x1c\x01",
    _globals=(
        b"\x00\x00\x00\x23strlen",
        0,
    ),
)
