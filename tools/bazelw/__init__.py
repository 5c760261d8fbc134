"""bazelw: runs the Bazel of `.bazelversion`, assembling one first where there is none.

`docs/bazelw.md` tells what a user sees. The way through this package:

* `cli` is the whole run: what is asked (`arguments`, `settings`), which Bazel (`choose`, remembered
  by `state`), with which options (`bazelrc`), and then exec.
* `prefix` assembles a relocatable Bazel: packages of Debian (`mirrors`, `apt`, `packages`,
  `unpack`), wheels (`wheels`), then `elf`, `java`, `trust_store` and `modules` make them one whole.
* `sources` fills Bazel's distdir with the source tarballs that upstream's hosts cannot serve here.
* `cache`, `progress`, `process`, `failure` are what all of them use.

Runs on Python 3.9 and newer, without site-packages.
"""
