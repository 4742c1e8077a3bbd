"""Numbers from requests, as sizes and times."""
import os
import time

from flask import Flask, request

app = Flask(__name__)


@app.route("/wait")
def wait():
    time.sleep(float(request.args["seconds"]))  # expect: input-numeric-unchecked
    return "done"


@app.route("/draw")
def draw(canvas):
    count = int(request.args["count"])
    for i in range(count):  # expect: input-numeric-unchecked
        canvas.dot(i)
    return "done"


@app.route("/pad")
def pad():
    width = request.args.get("width", 10, type=int)
    return " " * width  # expect: input-numeric-unchecked


@app.route("/thumbnail")
def thumbnail(image):
    side = int(request.args["side"])
    image.resize((side, 100))  # expect: input-numeric-unchecked
    return "done"


@app.route("/bounded")
def bounded(canvas):
    for i in range(min(int(request.args["count"]), 100)):
        canvas.dot(i)
    return "done"


@app.route("/refused")
def refused():
    seconds = float(request.args["seconds"])
    if not 0 < seconds < 5:
        return "no"
    time.sleep(seconds)
    return "done"


@app.route("/fixed")
def fixed():
    return os.urandom(16).hex()


@app.route("/counted")
def counted():
    total = int(request.args["price"]) * 3
    return {"total": total}
