"""The main module of the executables of the tests."""

from tests.e2e.paths.facts import main

if __name__ == "__main__":
    main()
