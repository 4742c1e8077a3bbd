"""Services that every network reaches."""
import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

from flask import Flask

app = Flask(__name__)
HOST = "0.0.0.0"


def listen():
    sock = socket.socket()
    sock.bind(("0.0.0.0", 8000))  # expect: access-bind-all-interfaces


def listen_everywhere():
    sock = socket.socket()
    sock.bind(("", 8000))  # expect: access-bind-all-interfaces


def serve():
    return HTTPServer((HOST, 8000), BaseHTTPRequestHandler)  # expect: access-bind-all-interfaces


def run():
    app.run(host="0.0.0.0", port=8000)  # expect: access-bind-all-interfaces


def local():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 8000))
    app.run(port=8000)


def from_environment():
    app.run(host=os.environ.get("HOST", "127.0.0.1"))


def unix():
    sock = socket.socket(socket.AF_UNIX)
    sock.bind("/run/shop.sock")
