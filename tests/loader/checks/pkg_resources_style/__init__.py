"""A namespace package as setuptools made them."""

__import__("pkg_resources").declare_namespace(__name__)
