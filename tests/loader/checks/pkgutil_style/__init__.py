"""A namespace package as they were before PEP 420."""

__path__ = __import__("pkgutil").extend_path(__path__, __name__)
