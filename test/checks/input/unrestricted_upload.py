"""Uploads kept whatever they are."""
import os
import uuid

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
ALLOWED = {".png", ".jpg"}


@app.route("/a", methods=["POST"])
def kept():
    picture = request.files["picture"]
    picture.save(os.path.join("static", secure_filename(picture.filename)))  # expect: input-unrestricted-upload
    return "kept"


@app.route("/b", methods=["POST"])
def kept_under_basename():
    name = os.path.basename(request.files["picture"].filename)
    request.files["picture"].save("static/" + name)  # expect: input-unrestricted-upload
    return "kept"


@app.route("/c", methods=["POST"])
def kept_if_named():
    picture = request.files.get("picture")
    if picture and picture.filename:
        picture.save(f"static/{secure_filename(picture.filename)}")  # expect: input-unrestricted-upload
    return "kept"


@app.route("/d", methods=["POST"])
def by_extension():
    picture = request.files["picture"]
    extension = os.path.splitext(picture.filename)[1]
    if extension not in ALLOWED:
        abort(415)
    picture.save(os.path.join("static", secure_filename(picture.filename)))
    return "kept"


def allowed_file(name):
    return name.rsplit(".", 1)[-1] in ("png", "jpg")


@app.route("/e", methods=["POST"])
def by_helper():
    picture = request.files["picture"]
    if not allowed_file(picture.filename):
        abort(415)
    picture.save(os.path.join("static", secure_filename(picture.filename)))
    return "kept"


@app.route("/f", methods=["POST"])
def by_made_up_name():
    request.files["picture"].save(os.path.join("static", uuid.uuid4().hex))
    return "kept"
