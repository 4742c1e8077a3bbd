"""Applications that start in debug mode."""
import os

from fastapi import FastAPI
from flask import Flask
from starlette.applications import Starlette
from tornado.web import Application
from werkzeug.serving import run_simple

ALWAYS = True

app = Flask(__name__)
app.debug = False
app.config["DEBUG"] = False
api = FastAPI(debug=False)
pages = Starlette(False)
handlers = Application([], debug=False)


def main():
    app.run(host="127.0.0.1", debug=False)
    app.run(debug=False)


def served():
    run_simple("localhost", 5000, app, use_debugger=False)


def by_environment():
    app.run(debug=os.environ.get("APP_DEBUG") == "1")
    app.config["DEBUG"] = os.environ.get("APP_DEBUG", False)


def off():
    app.debug = False
    app.run()
    app.run(debug=False)
    app.config["TESTING"] = True
    return FastAPI(debug=False)


DEBUG = True


class Other:
    def run(self, debug):
        return debug


Other().run(debug=True)
