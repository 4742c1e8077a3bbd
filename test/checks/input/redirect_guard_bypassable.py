"""Tests of redirect targets that can be passed."""
from urllib.parse import urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)
HOSTS = {"example.com"}


@app.route("/slash")
def only_a_slash():
    target = request.args["next"]
    if not target.startswith("/"):  # expect: input-redirect-guard-bypassable
        abort(400)
    return redirect(target)


@app.route("/host")
def no_host():
    target = request.args["next"]
    if urlparse(target).netloc:  # expect: input-redirect-guard-bypassable
        abort(400)
    return redirect(target)


@app.route("/empty")
def empty_host():
    target = request.args["next"]
    if urlparse(target).netloc != "":  # expect: input-redirect-guard-bypassable
        abort(400)
    return redirect(target)


@app.route("/both")
def both_slashes():
    target = request.args["next"]
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        abort(400)
    return redirect(target)


@app.route("/listed")
def listed():
    target = request.args["next"]
    if urlparse(target).netloc not in HOSTS:
        abort(400)
    return redirect(target)


@app.route("/other")
def other_use():
    target = request.args["name"]
    if target.startswith("/"):
        abort(400)
    return redirect("/home")


@app.route("/computed")
def computed():  # no fix: the target is computed in the test
    target = request.args["next"]
    if not str(target).startswith("/"):  # expect: input-redirect-guard-bypassable
        abort(400)
    return redirect(target)


@app.route("/accepted")
def accepted():
    target = request.args["next"]
    return redirect(target if target and target.startswith('/') else '/')  # expect: input-redirect-guard-bypassable
