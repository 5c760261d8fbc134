"""The attributes of `python_executable` that say what an executable for Windows looks like.

On other platforms they are checked and otherwise left alone, so that one target serves all.
"""

# Names of version information that Windows shows: "StringFileInfo", https://learn.microsoft.com/
# windows/win32/menurc/stringfileinfo-block, without the two that are for special builds.
_VERSION_INFO_NAMES = [
    "Comments",
    "CompanyName",
    "FileDescription",
    "FileVersion",
    "InternalName",
    "LegalCopyright",
    "LegalTrademarks",
    "OriginalFilename",
    "ProductName",
    "ProductVersion",
]

_VERSION_NAMES = ["FileVersion", "ProductVersion"]

WINDOWS_ATTRIBUTES = {
    "windows_icon": attr.label(
        doc = "The executable's icon.",
        allow_single_file = [".ico"],
    ),
    "windows_manifest": attr.label(
        doc = "The application manifest, instead of the default one.",
        allow_single_file = [".manifest", ".xml"],
    ),
    "windows_subsystem": attr.string(
        doc = "`console`, or `windows` for a program without a console.",
        default = "console",
        values = ["console", "windows"],
    ),
    "windows_version_info": attr.string_dict(
        doc = "What the Explorer shows as details of the executable.",
    ),
}

def is_windows_version(text):
    """Whether text is a version as Windows has them: one to four numbers of 16 bits.

    Args:
        text: a string.

    Returns:
        a bool.
    """
    parts = text.split(".")
    if len(parts) > 4:
        return False
    for part in parts:
        if not part or len(part) > 5 or [c for c in part.elems() if c not in "0123456789"]:
            return False
        if int(part) > 65535:
            return False
    return True

def check_windows_attributes(attributes):
    """Checks the attributes.

    Args:
        attributes: `ctx.attr` of a rule that has WINDOWS_ATTRIBUTES.

    Returns:
        a string: what is wrong with one of them, or None.
    """
    for name, value in attributes.windows_version_info.items():
        if name not in _VERSION_INFO_NAMES:
            return "\"{}\" in `windows_version_info` is none of {}".format(
                name,
                ", ".join(_VERSION_INFO_NAMES),
            )
        if name in _VERSION_NAMES and not is_windows_version(value):
            return ("{} = \"{}\" in `windows_version_info` has to be one to four numbers " +
                    "from 0 to 65535, such as \"1.2.3\"").format(name, value)
        if "\n" in value or "\r" in value:
            return "`windows_version_info` cannot hold line breaks, but {} does".format(name)
    return None

def add_windows_arguments(arguments, ctx):
    """Tells `tools.attach` what the attributes say.

    Args:
        arguments: Args of the action that runs it.
        ctx: the context of a rule that has WINDOWS_ATTRIBUTES.

    Returns:
        a list of Files that the action needs for it.
    """
    arguments.add("--windows-subsystem", ctx.attr.windows_subsystem)
    for name, value in ctx.attr.windows_version_info.items():
        arguments.add("--windows-version-info", "{}={}".format(name, value))
    files = []
    for option, file in {
        "--windows-icon": ctx.file.windows_icon,
        "--windows-manifest": ctx.file.windows_manifest,
    }.items():
        if file:
            arguments.add(option, file)
            files.append(file)
    return files
