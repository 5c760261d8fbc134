"""The examples that carry wheels with shared libraries."""

SHARED_LIBRARY_EXAMPLES = {
    "crypto": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
    ],
    "sci": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
    ],
}
"""Name of the example -> the platforms that it is built for."""
