"""Patterns that take exponential time on request data."""
import re

from flask import Flask, request

app = Flask(__name__)
WORDS = re.compile(r"^(\w+\s?)*$")


@app.route("/nested")
def nested():
    return {"ok": re.match(r"^(a+)+$", request.args["text"]) is not None}  # expect: input-regex-catastrophic


@app.route("/compiled")
def compiled():
    return {"ok": WORDS.match(request.args["text"]) is not None}  # expect: input-regex-catastrophic


@app.route("/alternatives")
def alternatives():
    return {"ok": re.fullmatch(r"(a|aa)+", request.args["text"]) is not None}  # expect: input-regex-catastrophic


@app.route("/mail")
def mail():
    pattern = r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$"
    return {"ok": re.search(pattern, request.args["mail"]) is not None}  # expect: input-regex-catastrophic


@app.route("/linear")
def linear():
    return {"ok": re.match(r"^[a-z]+(-[a-z]+)*$", request.args["text"]) is not None}


@app.route("/never/fails")
def never_fails():
    return {"ok": re.match(r"(a+)+", request.args["text"]) is not None}


@app.route("/apart")
def apart():
    return {"ok": re.match(r"^(?:[a-c]+|[0-9])*x$", "constant") is not None}


@app.route("/listed")
def listed():
    return {"ok": re.match(r"^(\d+,)*\d+$", request.args["text"]) is not None}


@app.route("/escaped")
def quoted_text():
    return {"ok": re.match(r'^"(?:[^"\\]|\\.)*"$', request.args["text"]) is not None}
