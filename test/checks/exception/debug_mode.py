"""Applications that start in debug mode."""
import os

from fastapi import FastAPI
from flask import Flask
from starlette.applications import Starlette
from tornado.web import Application
from werkzeug.serving import run_simple

ALWAYS = True

app = Flask(__name__)
app.debug = True  # expect: exception-debug-mode
app.config["DEBUG"] = ALWAYS  # expect: exception-debug-mode
#                     ^^^^^^
api = FastAPI(debug=True)  # expect: exception-debug-mode
pages = Starlette(True)  # expect: exception-debug-mode
handlers = Application([], debug=True)  # expect: exception-debug-mode


def main():
    app.run(host="0.0.0.0", debug=True)  # expect: access-bind-all-interfaces, exception-debug-mode
    app.run(debug=True)  # expect: exception-debug-mode


def served():
    run_simple("localhost", 5000, app, use_debugger=True)  # expect: exception-debug-mode


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
