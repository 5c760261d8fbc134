"""The transition to the platform and the Python version that an executable asks for."""

_PLATFORMS = "//command_line_option:platforms"
_PYTHON_VERSION = str(Label("//toolchains/python:python_version"))

def _executable_transition_impl(settings, attr):
    # What is not asked for stays as it is: then this is the configuration that everything else is
    # analysed in, and all executables for one platform share one, however it was asked for.
    return {
        _PLATFORMS: [attr.platform] if attr.platform else settings[_PLATFORMS],
        _PYTHON_VERSION: attr.python_version or settings[_PYTHON_VERSION],
    }

executable_transition = transition(
    implementation = _executable_transition_impl,
    inputs = [_PLATFORMS, _PYTHON_VERSION],
    outputs = [_PLATFORMS, _PYTHON_VERSION],
)
