"""Names that Python code goes by."""

def is_identifier(text):
    """Whether text is an ASCII identifier of Python; keywords count as such.

    Args:
        text: a string.

    Returns:
        a bool.
    """
    return text != "" and not text[0].isdigit() and text.replace("_", "a").isalnum()

def _is_dotted_name(text):
    return all([is_identifier(part) for part in text.split(".")])

def is_entry_point(text):
    """Whether text names a callable as entry points of packages do: `pkg.mod:func`.

    Args:
        text: a string.

    Returns:
        a bool.
    """
    module, colon, function = text.partition(":")
    return colon != "" and _is_dotted_name(module) and _is_dotted_name(function)

def is_importable(runfiles_path, import_roots):
    """Whether an import statement can name a source file.

    Args:
        runfiles_path: string: path below the runfiles root, e.g. `_main/pkg/mod.py`.
        import_roots: list of strings: folders below the runfiles root. The top folder of the path
            counts as one too.

    Returns:
        a bool.
    """
    for root in import_roots + [runfiles_path.partition("/")[0]]:
        if runfiles_path.startswith(root + "/"):
            stem = runfiles_path[len(root) + 1:].removesuffix(".py")
            if all([is_identifier(part) for part in stem.split("/")]):
                return True
    return False

def import_root(imports_entry, label):
    """The folder that an entry of an attribute `imports` stands for.

    Args:
        imports_entry: string: a folder relative to the package, e.g. `.` or `../src`.
        label: Label of the target it is an attribute of.

    Returns:
        a string: the folder relative to the runfiles root; None if it leaves the repository.
    """
    parts = []
    if imports_entry.startswith("/"):
        return None
    for part in label.package.split("/") + imports_entry.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join([label.repo_name or "_main"] + parts)
