"""Folders of the file system that a program may import from."""

# Stands for the folder of the executable, as in ELF files.
_ORIGIN = "$ORIGIN"

def _is_absolute(path, is_windows):
    if not is_windows:
        return path.startswith("/")
    has_drive = len(path) > 2 and path[0].isalpha() and path[1] == ":" and path[2] in "/\\"
    return has_drive or path.startswith("\\\\") or path.startswith("//")

def check_extra_path(path, is_windows):
    """Checks an entry of the attribute `extra_paths`.

    Args:
        path: a string.
        is_windows: whether it is for an executable for Windows.

    Returns:
        a string: what it has to be, or None if it is right.
    """
    if "\n" in path or "\r" in path or "\0" in path:
        return "cannot hold line breaks and NUL characters"
    if (path + "/").startswith(_ORIGIN + "/"):
        if _ORIGIN in path[len(_ORIGIN):]:
            return "can have {} at its beginning only".format(_ORIGIN)
        return None
    if _ORIGIN in path or not _is_absolute(path, is_windows):
        return "has to be an absolute path, such as \"{}\", or {}/FOLDER, {}".format(
            "C:/plugins" if is_windows else "/opt/plugins",
            _ORIGIN,
            "where {} is the executable's own folder".format(_ORIGIN),
        )
    return None
