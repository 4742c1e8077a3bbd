"""Exceptions and tracebacks that are sent to clients."""
import sqlite3
import traceback

from flask import Flask, jsonify, make_response, request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

app = Flask(__name__)


class OrderError(Exception):
    """Its text is meant for customers."""


@app.get("/a")
def sent_as_json():
    try:
        return load()
    except Exception as error:
        return jsonify({"error": str(error)}), 500


@app.get("/b")
def returned():
    try:
        return load()
    except Exception as error:
        return "failed: %s" % error


@app.get("/c")
def in_a_dict():
    try:
        return load()
    except sqlite3.OperationalError as error:
        return {"error": str(error)}, 500


@app.get("/d")
def trace():
    try:
        return load()
    except ValueError:
        return make_response("internal error", 500)


def raised(name):
    try:
        return load()
    except Exception as error:
        raise HTTPException(500, detail="internal error")


@app.get("/e")
def refused_value():
    try:
        return str(int(request.args["n"]))
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)


@app.get("/f")
def own_text():
    try:
        return load()
    except OrderError as error:
        return jsonify(error=str(error)), 400


@app.get("/g")
def general():
    try:
        return load()
    except Exception:
        app.logger.exception("cannot load")
        return jsonify({"error": "internal error"}), 500


@app.get("/h")
def only_the_class():
    try:
        return load()
    except Exception as error:
        app.logger.error("cannot load: %s", error)
        return "cannot load", 500


@app.get("/i")
def for_developers():
    try:
        return load()
    except Exception:
        if app.debug:
            return traceback.format_exc(), 500
        return "internal error", 500


def no_handler():
    try:
        return load()
    except Exception as error:
        return str(error)
