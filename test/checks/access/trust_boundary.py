"""What visitors say becomes what the session believes."""
from flask import Flask, request, session

app = Flask(__name__)


@app.route("/switch")
def switch():
    session["user_id"] = request.args["user"]  # expect: access-trust-boundary
    return "ok"


@app.route("/role", methods=["POST"])
def role():
    chosen = request.form.get("role")
    session["role"] = chosen  # expect: access-trust-boundary
    return "ok"


@app.route("/set", methods=["POST"])
def set_any():
    session[request.form["name"]] = "1"  # expect: access-trust-boundary
    return "ok"


@app.route("/language")
def language():
    session["language"] = request.args["language"]
    return "ok"


@app.route("/login", methods=["POST"])
def login():
    if check_password(request.form["name"], request.form["password"]):
        session.clear()
        session["user_id"] = request.form["name"]
    return "ok"


def check_password(name, password):
    return bool(name) and bool(password)


@app.route("/number")
def number():
    session["account"] = int(request.args["account"])
    return "ok"
