#!/bin/sh
# Executables have the version of Python that they ask for: EXECUTABLE VERSION [EXECUTABLE VERSION ...]
set -eu
[ $# -ge 2 ]
while [ $# -gt 0 ]; do
    found=$("./$1")
    [ "$found" = "$2" ] || {
        echo "$1 has Python $found, not $2" >&2
        exit 1
    }
    shift 2
done
