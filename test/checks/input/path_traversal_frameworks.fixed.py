"""The same in other frameworks."""
import http.server

import aiohttp.web
import os.path
import tornado.web
from bottle import route, static_file
from bottle import request as bottle_request
from fastapi import FastAPI
from fastapi.responses import FileResponse as SentFile

app = FastAPI()


@app.get("/files/{name}")
def sent(name: str):
    return SentFile("/srv/" + os.path.basename(name))


@app.get("/numbers/{number}")
def number_sent(number: int):
    return SentFile(f"/srv/{number}.txt")


class Handler(tornado.web.RequestHandler):
    def get(self, name):
        with open("/srv/" + os.path.basename(name)) as file:
            self.set_header("Content-Type", "text/plain")
            self.write(file.name)


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("." + os.path.basename(self.path), "rb") as file:
            self.log_message(file.name)


async def aiohttp_handler(request):
    return aiohttp.web.FileResponse("/srv/" + os.path.basename(request.match_info["name"]))


@route("/bottle")
def bottle_file():
    return static_file("page.html", root=bottle_request.query.root)


@route("/bottle/<name>")
def bottle_safe(name):
    return static_file(name, root="/srv")
