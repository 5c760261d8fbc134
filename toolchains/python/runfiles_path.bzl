"""The path of a file below a runfiles root."""

def runfiles_path(file):
    """The path of a file below a runfiles root.

    Args:
        file: a File.

    Returns:
        a string, e.g. `_main/pkg/mod.py`. Bzlmod names the main repository `_main`.
    """
    if file.short_path.startswith("../"):
        return file.short_path[len("../"):]
    return "_main/" + file.short_path
