"""Files that lie beside an executable: the attribute `install_files`."""

load("//toolchains/python:runfiles_path.bzl", "runfiles_path")
load("//toolchains/python:shown_label.bzl", "shown_label")

def check_place(place):
    """Checks a value of the attribute `install_files`.

    Args:
        place: a string: where the files go.

    Returns:
        a string: what it has to be, or None if it is right.
    """
    if "\n" in place or "\r" in place or "\0" in place or "\\" in place:
        return "cannot hold backslashes, line breaks and NUL characters"
    if place in (".", "./"):
        return None
    parts = place.removesuffix("/").split("/")
    if place.startswith("/") or not all([part not in ("", ".", "..") for part in parts]):
        return ("has to be a path below the executable's folder, such as \"etc/app.conf\", or a " +
                "folder with a slash at its end, such as \"etc/\", or \".\"")
    return None

def place_in_folder(folder, file_path, package_path):
    """Where a file of several goes.

    Args:
        folder: string: the value of the attribute: `.`, or a path that ends in `/`.
        file_path: string: the file's runfiles path.
        package_path: string: that of the package that it comes from.

    Returns:
        a string: the file keeps its path relative to the package.
    """
    own = file_path.removeprefix(package_path + "/")
    return own if folder in (".", "./") else folder + own

def _package_path(label):
    """The runfiles path of a package."""
    repository = label.repo_name or "_main"
    return "{}/{}".format(repository, label.package) if label.package else repository

def install_places(ctx, taken):
    """Where each of the files in `install_files` goes; fails if one cannot go there.

    Args:
        ctx: the context of a rule with the attribute.
        taken: dict from a place that is taken already to what is there, a string.

    Returns:
        a list of pairs of a string, the path in the executable's folder, and a File, which may be a
        directory.
    """
    where = shown_label(ctx.label)
    known = dict(taken)
    places = []
    for target, value in ctx.attr.install_files.items():
        wrong = check_place(value)
        if wrong:
            fail("{}: {} in `install_files` {}".format(where, repr(value), wrong))
        files = target[DefaultInfo].files.to_list()
        is_folder = value.endswith("/") or value == "."
        if not is_folder and len(files) != 1:
            fail(("{}: `install_files` has {} as one file, but it is {}; name a folder: \"{}/\"").format(
                where,
                shown_label(target.label),
                len(files),
                value,
            ))
        for file in files:
            place = value
            if is_folder:
                place = place_in_folder(value, runfiles_path(file), _package_path(file.owner))
            if place in known:
                fail("{}: `install_files` puts {} where {} is: \"{}\"".format(
                    where,
                    shown_label(target.label),
                    known[place],
                    place,
                ))
            known[place] = shown_label(target.label)
            places.append((place, file))
    return places
