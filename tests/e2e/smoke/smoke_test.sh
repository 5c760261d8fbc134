#!/bin/sh
# Runs the executables in place, and again from the archive in a folder of their own.
# Arguments: greet, greet_all, the script that starts greet_folder, the archive.
set -eu

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect NAME EXPECTED ACTUAL
expect() {
    [ "$2" = "$3" ] || fail "$1: expected \"$2\", got \"$3\""
}

# check_signed GREET
check_signed() {
    output=$(env -i "$1" Ada) || fail "$1 ended with $?"
    expect "signed greeting" "Good morning, Ada!." "$(echo "$output" | sed -n '1s/[A-Za-z0-9_-]*$//p')"
    expect "built-in variable" "mode smoke" "$(echo "$output" | sed -n 2p)"
    expect "metadata" "click 8" "$(echo "$output" | sed -n '3s/\..*//p')"
}

# check GREET GREET_ALL GREET_FOLDER
check() {
    check_signed "$1"
    check_signed "$3"

    output=$(env -i GREETING_MODE=mine "$1" Ada) || fail "$1 ended with $?"
    expect "variable of the caller" "mode mine" "$(echo "$output" | sed -n 2p)"

    status=0
    output=$(env -i "$2" Ada Bob) || status=$?
    expect "exit code" 2 "$status"
    expect "script" "Good morning, Ada! Good morning, Bob!" "$(echo $output)"
}

check "$PWD/$1" "$PWD/$2" "$PWD/$3"

tar -xf "$4" -C "$TEST_TMPDIR"
cd "$TEST_TMPDIR"
check ./greet ./greet_all ./greet_folder/greet_folder
[ -s greet_folder/share/greeting/words.txt ] || fail "no file beside the executable"
echo "passed"
