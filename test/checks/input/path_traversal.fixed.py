"""Files named by whoever sends the request."""
import os
import shutil
import zipfile
from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
ROOT = "/srv/files"
BASE = Path("/srv/files")


@app.route("/open")
def opened():
    with open(os.path.join(ROOT, os.path.basename(request.args["name"]))) as file:
        return file.name


@app.route("/send/<path:name>")
def sent(name):
    return send_file(f"/srv/files/{name}")


@app.route("/delete", methods=["POST"])
def deleted():
    path = BASE / request.form["name"]
    path.unlink()
    return "gone"


@app.route("/tree", methods=["POST"])
def tree():
    shutil.rmtree("/srv/" + os.path.basename(request.json["project"]))
    return "gone"


@app.route("/upload", methods=["POST"])
def uploaded():
    upload = request.files["document"]
    if upload.mimetype != "application/pdf":
        abort(415)
    upload.save(os.path.join(ROOT, os.path.basename(upload.filename)))
    return "kept"


def unpack(archive, target):
    with zipfile.ZipFile(archive) as members:
        for name in members.namelist():
            with open(os.path.join(target, os.path.basename(name)), "wb") as out:
                out.write(members.read(name))


def stored(name):
    return open(os.path.join(ROOT, name))


@app.route("/helper")
def through_helper():
    return stored(request.args["name"]).read()


def of_the_user():
    return open(os.environ["REPORT"])


@app.route("/safe/basename")
def by_basename():
    return send_file(os.path.join(ROOT, os.path.basename(request.args["name"])))


@app.route("/safe/secure", methods=["POST"])
def by_secure_filename():
    upload = request.files["document"]
    if upload.mimetype != "application/pdf":
        abort(415)
    upload.save(os.path.join(ROOT, secure_filename(upload.filename)))
    return "kept"


@app.route("/safe/directory/<path:name>")
def by_directory(name):
    return send_from_directory(ROOT, name)


@app.route("/safe/join")
def by_safe_join():
    path = safe_join(ROOT, request.args["name"])
    if path is None:
        abort(404)
    return send_file(path)


@app.route("/safe/resolved")
def by_resolving():
    path = (BASE / request.args["name"]).resolve()
    if not path.is_relative_to(BASE):
        abort(404)
    return path.read_text()


@app.route("/safe/parents")
def by_parents():
    path = (BASE / request.args["name"]).resolve()
    if BASE in path.parents:
        return path.read_text()
    return "none"


@app.route("/safe/realpath")
def by_realpath():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT + os.sep):
        abort(404)
    return send_file(path)


@app.route("/safe/common")
def by_commonpath():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if os.path.commonpath([ROOT, path]) != ROOT:
        abort(404)
    return send_file(path)


@app.route("/safe/dots")
def without_dots():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(404)
    return send_file(ROOT + "/" + name)


def inside(path):
    return os.path.realpath(path).startswith("/srv/files/")


@app.route("/safe/helper")
def by_helper():
    path = os.path.join(ROOT, request.args["name"])
    if not inside(path):
        abort(404)
    return send_file(path)


@app.route("/safe/<int:number>")
def by_number(number):
    return open(f"/srv/files/{number}.txt").read()


@app.route("/safe/part")
def first_part():
    name = request.args["name"].split("/", 1)[0]
    return open(os.path.join(ROOT, name)).read()


@app.route("/rest")
def rest():
    name = request.args["name"].split("/", 1)[1]
    return open(os.path.join(ROOT, os.path.basename(name))).read()
