"""Format strings that come with the request."""
import string
from flask import Flask, g, request

app = Flask(__name__)


@app.route("/greet")
def greeted():
    return {"text": string.Template(request.args["greeting"]).safe_substitute(user=g.user)}


@app.route("/variable", methods=["POST"])
def by_variable():
    template = request.form["template"]
    return {"text": template.format(g.user)}


@app.route("/map", methods=["POST"])
def by_map():
    return {"text": string.Template(request.json["template"]).safe_substitute({"user": g.user})}


@app.route("/constant")
def constant():
    return {"text": "Hello {}".format(request.args["name"])}


@app.route("/chosen")
def chosen():
    formats = {"short": "{0}", "long": "Dear {0}"}
    return {"text": formats[request.args["format"]].format("Ann")}


@app.route("/percent")
def percent():
    return {"text": "%s!" % request.args["name"]}
