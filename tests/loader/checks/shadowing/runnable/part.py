"""A module that only this package has."""

FROM = "shadowing"
