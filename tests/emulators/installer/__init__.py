"""Installs the emulators that Debian 12 does not have, without root."""
