"""zoneinfo with the package tzdata, as where the system has no time zones."""

import unittest
import zoneinfo
from datetime import datetime, timedelta


class TzdataTest(unittest.TestCase):
    def setUp(self) -> None:
        zoneinfo.reset_tzpath([])
        self.addCleanup(zoneinfo.reset_tzpath)

    def test_zone(self) -> None:
        zone = zoneinfo.ZoneInfo.no_cache("America/Argentina/Buenos_Aires")
        self.assertEqual(datetime(2024, 7, 1, tzinfo=zone).utcoffset(), timedelta(hours=-3))

    def test_unknown_zones(self) -> None:
        for key in ("America/Atlantis", "../zones"):
            with self.subTest(key), self.assertRaises((zoneinfo.ZoneInfoNotFoundError, ValueError)):
                zoneinfo.ZoneInfo.no_cache(key)

    def test_all_zones(self) -> None:
        zones = zoneinfo.available_timezones()
        self.assertGreater(len(zones), 400)
        self.assertIn("Europe/Vienna", zones)
