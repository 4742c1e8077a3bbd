"""Line breaks of the request in a header."""
import http.server
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = urllib.parse.unquote(self.path)
        self.send_response(200)
        self.send_header("X-Name", name)  # expect: input-header-injection
        self.end_headers()

    def do_POST(self):
        self.send_header("Set-Cookie", "name=" + self.headers["X-Name"])  # expect: input-header-injection

    def do_PUT(self):
        value = self.rfile.read(10).decode()
        self.send_header("X-Value", f"v {value}")  # expect: input-header-injection

    def do_HEAD(self):
        self.send_header("X-Name", urllib.parse.quote(self.path))
        self.send_header("Content-Length", str(int(self.headers["X-Length"])))
        self.send_header("Content-Type", "text/plain")

    def do_DELETE(self):
        name = urllib.parse.unquote(self.path)
        if "\n" in name:
            return
        self.send_header("X-Name", name)

    def do_PATCH(self):
        self.send_header("Location", self.headers["X-Next"])  # expect: input-open-redirect
