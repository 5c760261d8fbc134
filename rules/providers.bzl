"""The providers that rules made on top of these may use."""

load("//rules/private:python_executable_info.bzl", _PythonExecutableInfo = "PythonExecutableInfo")
load(
    "//rules/private:python_interpreter_config_info.bzl",
    _PythonInterpreterConfigInfo = "PythonInterpreterConfigInfo",
)
load(
    "//rules/private:python_universal_executable_info.bzl",
    _PythonUniversalExecutableInfo = "PythonUniversalExecutableInfo",
)
load(
    "//toolchains/python:distribution_info.bzl",
    _PythonDistributionInfo = "PythonDistributionInfo",
)

PythonDistributionInfo = _PythonDistributionInfo
PythonExecutableInfo = _PythonExecutableInfo
PythonInterpreterConfigInfo = _PythonInterpreterConfigInfo
PythonUniversalExecutableInfo = _PythonUniversalExecutableInfo
