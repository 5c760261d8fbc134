"""The examples that carry wheels with shared libraries."""

# Name of the example -> the platforms that it is built for.
SHARED_LIBRARY_EXAMPLES = {
    # cryptography has no wheel for macos_x86_64.
    "crypto": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
        "macos_arm64",
        "windows_x86_64",
    ],
    # Its libraries for Windows need more than Wine has: that test is skipped and says so.
    "sci": [
        "linux_aarch64_gnu",
        "linux_x86_64_gnu",
        "macos_arm64",
        "macos_x86_64",
        "windows_x86_64",
    ],
}
