"""Tests of where a path leads that can be passed."""
import os
from pathlib import Path

from flask import Flask, abort, request, send_file

app = Flask(__name__)
ROOT = "/srv/files"
BASE = Path("/srv/files")


@app.route("/prefix")
def prefix():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT):  # expect: input-path-guard-bypassable
        abort(404)
    return send_file(path)


@app.route("/literal")
def literal():
    path = os.path.abspath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith("/srv/files"):  # expect: input-path-guard-bypassable
        abort(404)
    return send_file(path)


def checked(root, name):
    root = os.path.realpath(root)
    path = os.path.realpath(os.path.join(root, name))
    if not path.startswith(root):  # expect: input-path-guard-bypassable
        raise ValueError(name)
    return path


@app.route("/letters")
def letters():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if os.path.commonprefix([ROOT, path]) != ROOT:  # expect: input-path-guard-bypassable
        abort(404)
    return send_file(path)


@app.route("/unresolved")
def unresolved():
    path = BASE / request.args["name"]
    if not path.is_relative_to(BASE):  # expect: input-path-guard-bypassable
        abort(404)
    return send_file(path)


@app.route("/separator")
def with_separator():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT + os.sep):
        abort(404)
    return send_file(path)


@app.route("/slash")
def with_slash():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith("/srv/files/"):
        abort(404)
    return send_file(path)


@app.route("/resolved")
def resolved():
    path = (BASE / request.args["name"]).resolve()
    if not path.is_relative_to(BASE):
        abort(404)
    return send_file(path)


@app.route("/common")
def common():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if os.path.commonpath([ROOT, path]) != ROOT:
        abort(404)
    return send_file(path)


def is_comment(line):
    return line.startswith("/srv/files")
