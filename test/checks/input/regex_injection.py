"""Patterns that come with the request."""
import re

from flask import Flask, request

app = Flask(__name__)
NAMES = ["ann", "bob"]


@app.route("/search")
def searched():
    return {"found": [n for n in NAMES if re.search(request.args["q"], n)]}  # expect: input-regex-injection


@app.route("/compile")
def compiled():
    pattern = re.compile("^" + request.args["q"])  # expect: input-regex-injection
    return {"found": [n for n in NAMES if pattern.match(n)]}


@app.route("/sub", methods=["POST"])
def replaced():
    return {"text": re.sub(request.form["old"], "", "some text")}  # expect: input-regex-injection


@app.route("/escaped")
def escaped():
    return {"found": [n for n in NAMES if re.search(re.escape(request.args["q"]), n)]}


@app.route("/subject")
def as_subject():
    return {"matches": re.match("[a-z]{1,9}$", request.args["q"]) is not None}


@app.route("/number")
def number():
    return {"found": re.findall("a{%d}" % int(request.args["n"]), "aaa")}


@app.route("/fields")
def in_fields():
    name = request.args["name"]
    first = re.search(f"^{name}$", "ann")  # expect: input-regex-injection
    second = re.search("^%s-%d$" % (request.args.get("kind"), 3), "x-3")  # expect: input-regex-injection
    return {"first": first is None, "second": second is None}


@app.route("/padded")
def padded():  # no fix: the format would pad the escaped text
    return {"found": re.findall(f"{request.args['q']:>8}", "text")}  # expect: input-regex-injection
