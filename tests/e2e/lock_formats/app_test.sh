#!/bin/sh
# Runs an executable with packages of a lock file. Argument: the executable.
set -eu
output=$(env -i "$1")
if [ "$output" != "xn--bcher-kva &lt;a&gt;" ]; then
    echo "FAILED: got \"$output\"" >&2
    exit 1
fi
echo "passed"
