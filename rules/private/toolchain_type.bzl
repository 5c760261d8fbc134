"""The toolchain type that executables are built with."""

TOOLCHAIN_TYPE = str(Label("//toolchains/python:toolchain_type"))
