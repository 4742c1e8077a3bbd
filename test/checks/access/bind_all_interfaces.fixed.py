"""Services that every network reaches."""
import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

from flask import Flask

app = Flask(__name__)
HOST = "0.0.0.0"


def listen():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 8000))


def listen_everywhere():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 8000))


def serve():
    return HTTPServer(("127.0.0.1", 8000), BaseHTTPRequestHandler)


def run():
    app.run(host="127.0.0.1", port=8000)


def local():
    sock = socket.socket()
    sock.bind(("127.0.0.1", 8000))
    app.run(port=8000)


def from_environment():
    app.run(host=os.environ.get("HOST", "127.0.0.1"))


def unix():
    sock = socket.socket(socket.AF_UNIX)
    sock.bind("/run/shop.sock")
