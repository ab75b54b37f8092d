from http.server import BaseHTTPRequestHandler
from urllib.parse import quote


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("X-Path", self.path)  # hit
        self.send_header("X-Quoted", quote(self.path))
        self.send_header("Content-Type", "text/plain")
        if "\n" not in self.path:
            self.send_header("X-Path", self.path)
        self.end_headers()
        self.wfile.write(b"done")


def answer(handler, value):
    handler.send_header("X-Value", value)
