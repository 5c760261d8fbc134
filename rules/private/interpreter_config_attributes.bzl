"""The attributes of `python_interpreter_config`, and the fields of CPython's configuration they set.

An attribute that is left alone sets nothing: the loader's defaults hold.
"""

load(":names.bzl", "is_identifier")

# Attribute -> its default. Each sets the field of the same name, to 0 or 1.
_FLAGS = {
    "buffered_stdio": True,
    "code_debug_ranges": True,
    "coerce_c_locale_warn": False,
    "configure_c_stdio": False,
    "configure_locale": True,
    "dev_mode": False,
    "faulthandler": False,
    "import_time": False,
    "inspect": False,
    "install_signal_handlers": True,
    "interactive": False,
    "legacy_windows_stdio": False,
    "malloc_stats": False,
    "quiet": False,
    "safe_path": False,
    "site_import": False,
    "write_bytecode": False,
}

# Flags whose default is one thing for a program and another for an interpreter.
_SWITCHES = ["coerce_c_locale", "use_environment", "utf8_mode"]
_SWITCH_VALUES = ["default", "off", "on"]

# Attribute -> its default, which may be a number that the field cannot have.
_NUMBERS = {
    "bytes_warning": 0,
    "cpu_count": 0,
    "int_max_str_digits": -1,
    "perf_profiling": 0,
    "tracemalloc": 0,
    "verbose": 0,
}

_TEXTS = {
    "check_hash_pycs_mode": "default",
    "pycache_prefix": "",
    "stdio_encoding": "",
    "stdio_errors": "",
}

# Names that the variable PYTHONMALLOC has for them -> PYMEM_ALLOCATOR_*.
_ALLOCATORS = {
    "default": 0,
    "debug": 2,
    "malloc": 3,
    "malloc_debug": 4,
    "pymalloc": 5,
    "pymalloc_debug": 6,
}

_WARNING_ACTIONS = ["always", "default", "error", "ignore", "module", "once"]

# What a command line gives by -X -> the attribute for it.
_XOPTIONS_WITH_ATTRIBUTE = {
    "cpu_count": "cpu_count",
    "dev": "dev_mode",
    "faulthandler": "faulthandler",
    "importtime": "import_time",
    "int_max_str_digits": "int_max_str_digits",
    "no_debug_ranges": "code_debug_ranges",
    "perf": "perf_profiling",
    "perf_jit": "perf_profiling",
    "pycache_prefix": "pycache_prefix",
    "tracemalloc": "tracemalloc",
    "utf8": "utf8_mode",
}

# What a command line gives by -X and would have no effect here.
_XOPTIONS_WITHOUT_EFFECT = [
    "frozen_modules",
    "gil",
    "presite",
    "pystats",
    "showrefcount",
    "warn_default_encoding",
]

# Field -> the first minor version of Python 3 that has it, where that is later than 3.11.
_SINCE_MINOR = {
    "cpu_count": 13,
    "int_max_str_digits": 12,
    "perf_profiling": 12,
}

# Fields that only an interpreter looks at.
_INTERPRETER_FIELDS = ["inspect", "interactive", "quiet", "site_import"]

_LARGEST_HASH_SEED = 4294967295
_MOST_TRACEBACK_FRAMES = 65535
_FEWEST_STR_DIGITS = 640

INTERPRETER_CONFIG_ATTRIBUTES = {
    "allocator": attr.string(
        doc = "The memory allocators, as PYTHONMALLOC names them.",
        default = "default",
        values = _ALLOCATORS.keys(),
    ),
    "buffered_stdio": attr.bool(
        doc = "Whether standard output and error are buffered; `False` is `python -u`.",
        default = True,
    ),
    "bytes_warning": attr.int(
        doc = "1: warn when bytes are compared with or made into str (`-b`); 2: raise (`-bb`).",
        values = [0, 1, 2],
    ),
    "certificates": attr.string(
        doc = "What `ssl` trusts by default: the system's certificates, or those of the packed certifi.",
        default = "system",
        values = ["certifi", "system"],
    ),
    "check_hash_pycs_mode": attr.string(
        doc = "Whether hash-based .pyc files outside the executable are compared with their source.",
        default = "default",
        values = ["always", "default", "never"],
    ),
    "code_debug_ranges": attr.bool(
        doc = "Whether code objects know columns, for tracebacks; `False` is `-X no_debug_ranges`.",
        default = True,
    ),
    "coerce_c_locale": attr.string(
        doc = "Whether a UTF-8 locale takes the place of the locale C (PEP 538).",
        default = "default",
        values = _SWITCH_VALUES,
    ),
    "coerce_c_locale_warn": attr.bool(
        doc = "Whether a warning says so.",
    ),
    "configure_c_stdio": attr.bool(
        doc = "Whether the standard streams of C are buffered as Python's are.",
    ),
    "configure_locale": attr.bool(
        doc = "Whether LC_CTYPE is set from the environment; otherwise it stays `C`.",
        default = True,
    ),
    "cpu_count": attr.int(
        doc = "What `os.cpu_count()` returns; 0 for the machine's number.",
    ),
    "dev_mode": attr.bool(
        doc = "Python's development mode (`-X dev`), with `faulthandler`.",
    ),
    "faulthandler": attr.bool(
        doc = "Whether fatal signals print a traceback (`-X faulthandler`).",
    ),
    "hash_seed": attr.string(
        doc = "`random`, or a number from 0 to 4294967295, as in PYTHONHASHSEED.",
        default = "default",
    ),
    "import_time": attr.bool(
        doc = "Whether the time of every import is written to standard error (`-X importtime`).",
    ),
    "inspect": attr.bool(
        doc = "Interpreters: a prompt after the script (`-i`, PYTHONINSPECT).",
    ),
    "install_signal_handlers": attr.bool(
        doc = "Whether Python handles SIGINT and SIGPIPE; otherwise they end the process.",
        default = True,
    ),
    "int_max_str_digits": attr.int(
        doc = "Most digits of an int made of or into a str: 0 for no limit, or 640 and more.",
        default = -1,
    ),
    "interactive": attr.bool(
        doc = "Interpreters: a prompt even if standard input is no terminal (`-i`).",
    ),
    "legacy_windows_stdio": attr.bool(
        doc = "Windows: the console's code page instead of Unicode (PYTHONLEGACYWINDOWSSTDIO).",
    ),
    "malloc_stats": attr.bool(
        doc = "Whether statistics of pymalloc are written at exit (PYTHONMALLOCSTATS).",
    ),
    "perf_profiling": attr.int(
        doc = "Linux: 1 lets `perf` see Python's functions (`-X perf`); 2, without frame pointers.",
        values = [0, 1, 2],
    ),
    "pycache_prefix": attr.string(
        doc = "The folder of .pyc files of modules outside the executable, instead of `__pycache__`.",
    ),
    "quiet": attr.bool(
        doc = "Interpreters: a prompt without a word of welcome (`-q`).",
    ),
    "safe_path": attr.bool(
        doc = "Interpreters: no folder in front of `sys.path` (`-P`). Programs never have one.",
    ),
    "site_import": attr.bool(
        doc = "Interpreters: whether the module `site` is run; `False` is `-S`.",
    ),
    "stdio_encoding": attr.string(
        doc = "The encoding of the standard streams.",
    ),
    "stdio_errors": attr.string(
        doc = "What happens to characters that the encoding does not have.",
        values = [
            "",
            "backslashreplace",
            "ignore",
            "namereplace",
            "replace",
            "strict",
            "surrogateescape",
            "surrogatepass",
            "xmlcharrefreplace",
        ],
    ),
    "tracemalloc": attr.int(
        doc = "The number of frames that `tracemalloc` keeps from the start; 0: it is off.",
    ),
    "use_environment": attr.string(
        doc = "Whether PYTHON* variables are read.",
        default = "default",
        values = _SWITCH_VALUES,
    ),
    "utf8_mode": attr.string(
        doc = "Python's UTF-8 mode (PEP 540).",
        default = "default",
        values = _SWITCH_VALUES,
    ),
    "verbose": attr.int(
        doc = "1: write every import to standard error (`-v`); 2: and what was tried (`-vv`).",
        values = [0, 1, 2],
    ),
    "warnoptions": attr.string_list(
        doc = "Warning filters, `action:message:category:module:line`, as of `-W`.",
    ),
    "write_bytecode": attr.bool(
        doc = "Whether .pyc files of modules outside the executable are written.",
    ),
    "xoptions": attr.string_list(
        doc = "`NAME` or `NAME=VALUE`: further entries of `sys._xoptions`, as of `-X`.",
    ),
}

def _is_number(text):
    return text != "" and text.isdigit()

def _is_warnoption(option):
    parts = option.split(":") + [""] * 4
    return (
        len(parts) <= 9 and
        parts[0] in _WARNING_ACTIONS and
        (parts[2] == "" or all([is_identifier(part) for part in parts[2].split(".")])) and
        (parts[4] == "" or _is_number(parts[4]))
    )

def _check_warnoption(option):
    """What is wrong with a warning filter, or None."""
    if not _is_warnoption(option):
        return ("\"{}\" in `warnoptions` has to be of the form " +
                "\"action:message:category:module:line\", the action one of {}").format(
            option,
            ", ".join(_WARNING_ACTIONS),
        )
    return None

def _check_xoption(option):
    """What is wrong with an option of -X, or None."""
    name = option.partition("=")[0]
    if not name:
        return "\"{}\" in `xoptions` has to be of the form \"NAME\" or \"NAME=VALUE\"".format(option)
    if name in _XOPTIONS_WITH_ATTRIBUTE:
        return "\"{}\" in `xoptions` has an attribute of its own; set `{}`".format(
            option,
            _XOPTIONS_WITH_ATTRIBUTE[name],
        )
    if name in _XOPTIONS_WITHOUT_EFFECT:
        return "\"{}\" in `xoptions` has no effect in an executable; leave it out".format(option)
    return None

def _check_number(attributes):
    """What is wrong with a number that `values` cannot tell, or None."""
    if attributes.cpu_count < 0:
        return "cpu_count = {} has to be 1 or more, or 0 for the machine's number".format(
            attributes.cpu_count,
        )
    digits = attributes.int_max_str_digits
    if digits != -1 and digits != 0 and digits < _FEWEST_STR_DIGITS:
        return "int_max_str_digits = {} has to be {} or more, 0 for no limit, or -1 for Python's".format(
            digits,
            _FEWEST_STR_DIGITS,
        )
    if attributes.tracemalloc < 0 or attributes.tracemalloc > _MOST_TRACEBACK_FRAMES:
        return "tracemalloc = {} has to be a number of frames from 1 to {}, or 0".format(
            attributes.tracemalloc,
            _MOST_TRACEBACK_FRAMES,
        )
    return None

def _check_text(attributes):
    """What is wrong with a text that `values` cannot tell, or None."""
    seed = attributes.hash_seed
    if seed not in ["default", "random"] and (not _is_number(seed) or len(seed) > 10 or
                                              int(seed) > _LARGEST_HASH_SEED):
        return "hash_seed = \"{}\" has to be \"random\" or a number from 0 to {}".format(
            seed,
            _LARGEST_HASH_SEED,
        )
    encoding = attributes.stdio_encoding
    if not encoding.replace("-", "a").replace("_", "a").replace(".", "a").isalnum() and encoding:
        return "stdio_encoding = \"{}\" has to be the name of an encoding, such as \"utf-8\"".format(
            encoding,
        )
    for name in ["pycache_prefix", "warnoptions", "xoptions"]:
        value = getattr(attributes, name)
        for text in [value] if type(value) == "string" else value:
            if "\n" in text or "\r" in text:
                return "`{}` cannot hold line breaks, but {} does".format(name, repr(text))
    return None

def check_interpreter_config_attributes(attributes):
    """Checks what the types of the attributes do not say.

    Args:
        attributes: `ctx.attr` of a rule that has INTERPRETER_CONFIG_ATTRIBUTES.

    Returns:
        a string: what is wrong with one of them, or None.
    """
    wrong = _check_number(attributes) or _check_text(attributes)
    for option in attributes.warnoptions:
        wrong = wrong or _check_warnoption(option)
    for option in attributes.xoptions:
        wrong = wrong or _check_xoption(option)
    if wrong:
        return wrong
    if not attributes.configure_locale and (attributes.coerce_c_locale == "on" or
                                            attributes.coerce_c_locale_warn):
        return ("`coerce_c_locale` and `coerce_c_locale_warn` need the locale of the environment; " +
                "leave `configure_locale = False` out")
    return None

def interpreter_config_fields(attributes):
    """The fields that the attributes set.

    Args:
        attributes: `ctx.attr` of a rule that has INTERPRETER_CONFIG_ATTRIBUTES, after
            check_interpreter_config_attributes().

    Returns:
        a list of strings, `NAME=VALUE`, sorted by name.
    """
    fields = {}
    for name, default in _FLAGS.items():
        if getattr(attributes, name) != default:
            fields[name] = [int(not default)]
    for name in _SWITCHES:
        if getattr(attributes, name) != "default":
            fields[name] = [int(getattr(attributes, name) == "on")]
    for name, default in (_NUMBERS | _TEXTS).items():
        if getattr(attributes, name) != default:
            fields[name] = [getattr(attributes, name)]
    for name in ["warnoptions", "xoptions"]:
        fields[name] = getattr(attributes, name)
    if attributes.allocator != "default":
        fields["allocator"] = [_ALLOCATORS[attributes.allocator]]
    if attributes.hash_seed != "default":
        is_fixed = attributes.hash_seed != "random"
        fields["use_hash_seed"] = [int(is_fixed)]
        fields["hash_seed"] = [attributes.hash_seed] if is_fixed else []
    if attributes.dev_mode:
        # As -X dev; PyConfig has them apart.
        fields["faulthandler"] = [1]
    return [
        "{}={}".format(name, value)
        for name in sorted(fields)
        for value in fields[name]
    ]

def check_interpreter_config_use(fields, is_interpreter, python_version):
    """Checks whether an executable can have the fields.

    Args:
        fields: list of strings, as of interpreter_config_fields().
        is_interpreter: bool: whether the executable runs what its command line says.
        python_version: string: the version of Python it has, such as `3.13.5`.

    Returns:
        a string: what is wrong, or None.
    """
    minor = int(python_version.split(".")[1])
    for field in fields:
        name = field.partition("=")[0]
        if minor < _SINCE_MINOR.get(name, 0):
            return "`{}` needs Python 3.{} or later; this is Python {}".format(
                name,
                _SINCE_MINOR[name],
                python_version,
            )
        if name in _INTERPRETER_FIELDS and not is_interpreter:
            return ("`{}` is for an interpreter; leave it out, or set " +
                    "`interpreter_mode = \"always\"`").format(name)
    return None
