"""The hash function of the index."""

from __future__ import annotations

# FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
_FNV_OFFSET_BASIS = 0xCBF29CE484222325
_FNV_PRIME = 0x100000001B3
# First multiplier of MurmurHash3's 64 bit finalizer (public domain, Austin Appleby).
_MIX_MULTIPLIER = 0xFF51AFD7ED558CCD
_MASK = 0xFFFFFFFFFFFFFFFF


def entry_hash(kind: int, name: bytes) -> int:
    """Returns the 64 bit hash of an entry: FNV-1a over kind and name, then mixed.

    The mixing brings the well distributed high bits of FNV-1a down into the slot number.
    """
    value = ((_FNV_OFFSET_BASIS ^ kind) * _FNV_PRIME) & _MASK
    for byte in name:
        value = ((value ^ byte) * _FNV_PRIME) & _MASK
    value ^= value >> 33
    value = (value * _MIX_MULTIPLIER) & _MASK
    return value ^ (value >> 33)
