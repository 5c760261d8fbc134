"""Goes before the package of this name at the top, if its folder does."""

FROM = "shadowing"
