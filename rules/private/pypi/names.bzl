"""Names of packages."""

def normalized_name(name):
    """The normalised name of a package (PEP 503): `Ruamel.YAML` becomes `ruamel-yaml`.

    Args:
        name: a string.

    Returns:
        a string.
    """
    parts = name.lower().replace("_", "-").replace(".", "-").split("-")
    return "-".join([part for part in parts if part])

def repository_name(hub_name, name, platform = None):
    """The name of a repository of one package.

    Args:
        hub_name: string: name of the hub repository.
        name: string: normalised name of the package.
        platform: string: name of a platform, for the wheel that is taken there; None for the
            repository that knows which wheel is taken where.

    Returns:
        a string.
    """
    parts = [hub_name, name.replace("-", "_")]
    return "__".join(parts + [platform] if platform else parts)
