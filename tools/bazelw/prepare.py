"""Downloads in one go what is missing: an assembled Bazel, source tarballs, or both."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.bazelw import apt, assemble, mirrors, packages, process, sources, wheels
from tools.bazelw.cache import Cache
from tools.bazelw.failure import ExitCode, Failure
from tools.bazelw.prefix import Prefix
from tools.bazelw.progress import Progress, folder_size, megabytes
from tools.bazelw.settings import Settings
from tools.bazelw.sources import Source


def prepare(
    settings: Settings,
    cache: Cache,
    prefix: Prefix | None,
    wanted: Sequence[Source],
    progress: Progress,
) -> None:
    """Makes `prefix` (unless None) complete and brings the `wanted` sources into the distdir.

    A source that Debian does not have any more is told in one line and left to Bazel.

    Raises:
        Failure: something cannot be had.
    """
    with cache.locked(progress) as work:
        if prefix and prefix.complete:  # another bazelw was faster
            prefix = None
        wanted = [
            source
            for source in wanted
            if not sources.in_distdir(source, cache.distdir, verify=True)
        ]
        if prefix or wanted:
            _Preparation(settings, cache, work, prefix, wanted, progress).run()


class _Preparation:
    """One preparation, by the holder of the cache's lock."""

    def __init__(
        self,
        settings: Settings,
        cache: Cache,
        work: Path,
        prefix: Prefix | None,
        wanted: Sequence[Source],
        progress: Progress,
    ) -> None:
        self.settings = settings
        self.cache = cache
        self.work = work
        self.prefix = prefix
        self.wanted = wanted
        self.progress = progress
        self.began = time.monotonic()
        self.debs: list[packages.Package] = []
        self.found: list[sources.Found] = []

    def run(self) -> None:
        """Downloads, then assembles.

        Raises:
            Failure: something cannot be had.
        """
        try:
            self._run()
        except Failure as failure:
            raise failure.or_else(self._alternative()) from failure

    def _alternative(self) -> str:
        settings = []
        if self.prefix:
            settings.append("BAZEL to a Bazel of your own")
        if self.wanted:
            settings.append("BAZELW_SOURCES to off")
        return "set " + " and ".join(settings)

    def _run(self) -> None:
        self._check_space()
        self._announce()
        self.architecture = _architecture() if self.prefix else apt.architecture()
        self.mirrors = mirrors.find_mirrors(self.settings.mirror)
        # Before anything is downloaded, since it may be missing.
        self.pip = wheels.find_pip() if self.prefix else []
        with ThreadPoolExecutor() as pool:
            try:
                fetched_wheels = self._download(pool)
            except KeyboardInterrupt:
                process.stop_all()
                raise
        if self.prefix:
            self._assemble(self.prefix, fetched_wheels)
        self.progress.say(f"ready after {time.monotonic() - self.began:.0f} s")

    def _announce(self) -> None:
        plans = []
        if self.prefix:
            plans.append(
                f"assembling Bazel {self.prefix.bazel_version} from Debian "
                f"{self.settings.suite} (about 100 MB to download)"
            )
        if self.wanted:
            plans.append(f"fetching {len(self.wanted)} source archives from Debian")
        self.progress.say(f"{' and '.join(plans)} into {self.cache.folder}")

    def _check_space(self) -> None:
        if not self.prefix:
            return
        free = shutil.disk_usage(self.cache.folder).free
        there = folder_size(self.cache.downloads) + folder_size(self.cache.distdir)
        needed = assemble.SPACE - min(there, assemble.SPACE // 2)
        if free < needed:
            raise Failure(
                ExitCode.DISK,
                f"{self.cache.folder} has {megabytes(free)} of free space, assembling Bazel takes "
                f"{megabytes(needed)}",
                "free some space or name a folder on another disk in BAZELW_CACHE",
            )

    def _download(self, pool: ThreadPoolExecutor) -> dict[str, Path]:
        downloads = self.work / "download"
        store = self.cache.downloads
        wheels_task = None
        if self.prefix:
            wheels_task = pool.submit(
                wheels.fetch,
                wheels.WHEELS,
                self.pip,
                self.architecture,
                downloads / "wheels",
                store / "wheels",
            )
        private = apt.Apt(self.work / "apt", self.mirrors, self.architecture)
        with self.progress.growing("downloading", downloads):
            self.wanted = sources.fetch_from_pool(
                private, self.wanted, downloads / "sources", self.cache.distdir
            )
        with self.progress.growing("fetching lists of packages", self.work):
            self.found, complaint = sources.search(
                private, self.wanted, [self.settings.suite] if self.prefix else []
            )
        if self.prefix:
            self._find_packages(private, complaint)
        self._check_found(complaint)
        there = packages.already_there(self.debs, store)
        missing = [package for package in self.debs if package.name not in there]
        total = sum(package.size for package in missing)
        total += sum(item.file.size for item in self.found)
        if self.prefix:
            total += sum(wheel.size for wheel in wheels.WHEELS)
        with self.progress.growing("downloading", downloads, total):
            sources_task = pool.submit(
                sources.fetch, private, self.found, downloads / "sources", self.cache.distdir
            )
            debs_complaint = None
            if missing:
                debs_complaint = packages.fetch(private, missing, downloads / "debs", store)
            sources_complaint = sources_task.result()
            fetched_wheels = wheels_task.result() if wheels_task else {}
        self._check_packages(debs_complaint)
        self._check_sources(sources_complaint)
        return fetched_wheels

    def _find_packages(self, private: apt.Apt, complaint: str | None) -> None:
        bazel = private.show(["bazel-bootstrap"]).get("bazel-bootstrap")
        if bazel is None and complaint:
            raise apt.no_lists(self.mirrors.main, complaint)
        packages.check_version(bazel, self.settings.bazel_version, self.settings.suite)
        self.debs = packages.closure(private.show)

    def _check_found(self, complaint: str | None) -> None:
        located = {item.source.name for item in self.found}
        absent = [source for source in self.wanted if source.name not in located]
        if any(not source.optional for source in absent) and (complaint or not self.found):
            raise apt.no_lists(self.mirrors.main, complaint)
        for source in absent:
            self._say_absent(source)

    def _say_absent(self, source: Source) -> None:
        self.progress.say(
            f"neither upstream nor Debian serves {source.name} {source.version} here; put "
            f"{source.alternatives[0].file} into {self.cache.distdir} if the build asks for it"
        )

    def _check_packages(self, complaint: str | None) -> None:
        there = packages.already_there(self.debs, self.cache.downloads)
        missing = [package.name for package in self.debs if package.name not in there]
        if missing:
            raise Failure(
                ExitCode.DOWNLOAD,
                f"cannot download {len(missing)} of {len(self.debs)} packages from "
                f"{self.mirrors.main}, the first is {missing[0]} ({complaint})",
                "check the network and run it again, what has arrived is kept",
            )

    def _check_sources(self, complaint: str | None) -> None:
        missing = [
            item
            for item in self.found
            if not sources.in_distdir(item.source, self.cache.distdir, verify=False)
        ]
        needed = [item for item in missing if not item.source.optional]
        if needed:
            raise Failure(
                ExitCode.DOWNLOAD,
                f"cannot download {needed[0].file.name} from {self.mirrors.main} ({complaint})",
                "check the network and run it again, what has arrived is kept",
            )
        for item in missing:
            self._say_absent(item.source)

    def _assemble(self, prefix: Prefix, fetched_wheels: dict[str, Path]) -> None:
        shutil.rmtree(self.work / "apt")
        there = packages.already_there(self.debs, self.cache.downloads)
        try:
            with self.progress.growing("assembling", prefix.folder):
                assemble.assemble(
                    prefix, self.architecture, self.debs, list(there.values()), fetched_wheels
                )
        except BaseException:
            # A torso would only take space, of which there may be none left.
            shutil.rmtree(prefix.folder, ignore_errors=True)
            raise
        shutil.rmtree(self.cache.downloads, ignore_errors=True)


def _architecture() -> str:
    name = apt.architecture()
    if name not in assemble.ARCHITECTURES:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"no Bazel can be assembled for the architecture {name}",
            "install bazelisk",
        )
    return name
