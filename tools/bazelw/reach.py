"""Finds out which sources upstream's hosts cannot serve here: one small request for each."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tools.bazelw.sources import Source

TIMEOUT = 5.0
"""Seconds to wait for an answer. Where hosts are unknown or refused, the answer comes at once."""

PARALLEL = 16


def answers(url: str) -> bool:
    """Says whether `url` can be downloaded here, through the user's proxies; downloads nothing."""
    try:
        request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "bazelw"})
        with urllib.request.urlopen(request, timeout=TIMEOUT):
            return True
    except (OSError, http.client.HTTPException, ValueError):
        return False


def out_of_reach(sources: Sequence[Source]) -> list[Source]:
    """Gives the sources of which no archive can be downloaded from upstream."""
    urls = sorted({url for source in sources for item in source.alternatives for url in item.urls})
    if not urls:
        return list(sources)
    with ThreadPoolExecutor(max_workers=PARALLEL) as pool:
        reachable = {url for url, answer in zip(urls, pool.map(answers, urls)) if answer}
    return [
        source
        for source in sources
        if not any(url in reachable for item in source.alternatives for url in item.urls)
    ]
