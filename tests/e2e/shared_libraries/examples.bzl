"""The examples that carry wheels with shared libraries."""

SHARED_LIBRARY_EXAMPLES = {
    "crypto": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
        "windows_x86_64",
    ],
    # Its libraries for Windows need more than Wine has: that test is skipped and says so.
    "sci": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
        "windows_x86_64",
    ],
}
"""Name of the example -> the platforms that it is built for."""
