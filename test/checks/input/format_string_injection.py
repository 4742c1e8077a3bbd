"""Format strings that come with the request."""
from flask import Flask, g, request

app = Flask(__name__)


@app.route("/greet")
def greeted():
    return {"text": request.args["greeting"].format(user=g.user)}  # expect: input-format-string-injection


@app.route("/variable", methods=["POST"])
def by_variable():
    template = request.form["template"]
    return {"text": template.format(g.user)}  # expect: input-format-string-injection


@app.route("/map", methods=["POST"])
def by_map():
    return {"text": request.json["template"].format_map({"user": g.user})}  # expect: input-format-string-injection


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
