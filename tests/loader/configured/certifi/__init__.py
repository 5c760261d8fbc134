"""Stands in for the package certifi, with one authority that no system trusts."""

_CERTIFICATES = """\
-----BEGIN CERTIFICATE-----
MIIBmDCCAT2gAwIBAgIUESi7k3ghGJU37kcdzGa/7SegcLMwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVUGFja2VkIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyNzExMjE0
MFoYDzIxMjYxMTAzMTEyMTQwWjAgMR4wHAYDVQQDDBVQYWNrZWQgdGVzdCBhdXRo
b3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATjtV5Xb/e1F4BMcb14TOZV
+nJYCeh3fb2pykbpc5iJ0iyHfyyO4uArsI6EEeUhMReQXvMtb7Bz+odu/qQ/6Nmn
o1MwUTAdBgNVHQ4EFgQURFIeKsCzIYVgVmjlKR6rzJU7whIwHwYDVR0jBBgwFoAU
RFIeKsCzIYVgVmjlKR6rzJU7whIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD
AgNJADBGAiEApBkPouak+cfDZUUa2CNbqqw0bERS2WxU2kqJYWtLCyMCIQCDPC8q
StEte5MJ4cDBqiQOFUNfR/0aD6OINbeFstTPnw==
-----END CERTIFICATE-----
"""


def contents() -> str:
    """Returns the certificates, as certifi's function of this name does."""
    return _CERTIFICATES
