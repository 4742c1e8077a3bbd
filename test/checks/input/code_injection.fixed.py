"""Text from outside that is run."""
import ast
import importlib
import sys

import pandas
from flask import Flask, request

app = Flask(__name__)


@app.route("/eval", methods=["POST"])
def evaluated():
    return {"result": ast.literal_eval(request.form["expression"])}


@app.route("/exec", methods=["POST"])
def executed():
    exec(request.get_data())
    return "done"


@app.route("/built")
def built():
    code = "result = " + request.args["formula"]
    exec(code)
    return "done"


@app.route("/import")
def imported():
    module = importlib.import_module(request.args["module"])
    return module.__doc__ or ""


class Actions:
    def do_list(self):
        return "list"


@app.route("/call")
def called():
    return getattr(Actions(), request.args["action"])()


@app.route("/query")
def queried():
    frame = pandas.DataFrame({"a": [1]})
    return frame.query(request.args["q"]).to_json()


def of_the_user():
    return ast.literal_eval(sys.argv[1])


@app.route("/literal")
def literal():
    return {"value": ast.literal_eval(request.args["value"])}


@app.route("/call/known")
def called_behind_prefix():
    return getattr(Actions(), "do_" + request.args["action"])()


@app.route("/table")
def looked_up():
    actions = {"list": Actions().do_list}
    return actions[request.args["action"]]()


@app.route("/plugin")
def plugin():
    return importlib.import_module("plugins." + request.args["name"]).__doc__


@app.route("/constant")
def constant():
    return str(eval("1 + 1"))


@app.route("/attribute")
def read_only():
    return {"value": getattr(Actions(), request.args["name"], None) is None}


@app.route("/eval/names")
def with_names():  # no fix: names are in reach
    return {"result": eval(request.args["x"], {"limit": 10})}
