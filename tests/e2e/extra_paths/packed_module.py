"""A module of the program, which none of a plug-in's goes before."""

FROM = "packed"
