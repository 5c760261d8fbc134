"""The transition to the Python version that a target asks for."""

_PYTHON_VERSION = str(Label("//toolchains/python:python_version"))

def _python_version_transition_impl(settings, attr):
    return {_PYTHON_VERSION: attr.python_version or settings[_PYTHON_VERSION]}

python_version_transition = transition(
    implementation = _python_version_transition_impl,
    inputs = [_PYTHON_VERSION],
    outputs = [_PYTHON_VERSION],
)
