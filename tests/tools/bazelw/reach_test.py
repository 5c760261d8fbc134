"""Tests of asking upstream's hosts, with a server of our own in their place."""

import http.server
import threading
import unittest

from tools.bazelw import reach
from tools.bazelw.sources import Alternative, Source


class Handler(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        codes = {"/there": 200, "/moved": 302}
        self.send_response(codes.get(self.path, 404))
        self.send_header("Location", "/there")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        pass


def source(name: str, *urls: str) -> Source:
    return Source(name, "1", tuple(Alternative("f", "0", (url,), None, ()) for url in urls))


class ReachTest(unittest.TestCase):
    def setUp(self) -> None:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.base = f"http://127.0.0.1:{server.server_port}"

    def test_answers(self) -> None:
        self.assertTrue(reach.answers(f"{self.base}/there"))
        self.assertTrue(reach.answers(f"{self.base}/moved"))
        self.assertFalse(reach.answers(f"{self.base}/gone"))
        self.assertFalse(reach.answers("https://host.invalid/"))
        self.assertFalse(reach.answers("http://127.0.0.1:1/"))
        self.assertFalse(reach.answers("no url"))

    def test_any_alternative_will_do(self) -> None:
        second = source("second", f"{self.base}/gone", f"{self.base}/there")
        gone = source("gone", f"{self.base}/gone")
        nowhere = source("nowhere")
        self.assertEqual(reach.out_of_reach([second, gone, nowhere]), [gone, nowhere])
        self.assertEqual(reach.out_of_reach([nowhere]), [nowhere])


if __name__ == "__main__":
    unittest.main()
