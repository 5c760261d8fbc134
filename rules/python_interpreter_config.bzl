"""The rule `python_interpreter_config`."""

load(
    "//rules/private:python_interpreter_config_rule.bzl",
    _python_interpreter_config = "python_interpreter_config",
)

python_interpreter_config = _python_interpreter_config
