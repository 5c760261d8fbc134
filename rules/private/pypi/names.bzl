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

def repository_name(hub_name, name):
    """The name of the repository of one package.

    Args:
        hub_name: string: name of the hub repository.
        name: string: normalised name of the package.

    Returns:
        a string.
    """
    return "{}__{}".format(hub_name, name.replace("-", "_"))
