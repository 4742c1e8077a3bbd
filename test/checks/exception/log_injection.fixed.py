"""Request data in log records: a line break in it begins a record of the attacker's."""
import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.get("/search")
def lazily():
    query = request.args["q"]
    logger.info("search for %r", query)
    return "ok"


@app.get("/second")
def second_value():
    logger.info("%d from %r", 5, request.args["q"])
    return "ok"


@app.get("/f")
def interpolated():
    name = request.form["name"]
    logging.warning(f"no user {name!r}")
    return "ok"


@app.get("/joined")
def joined():
    app.logger.error("no user " + request.args["name"])
    return "ok"


@app.get("/unknown")
def unknown_receiver():
    current_log().debug("body %r", request.data)
    return "ok"


@app.get("/represented")
def represented():
    query = request.args["q"]
    logger.info("search for %r", query)
    logger.info("number %d", query)
    logger.info("search for %s", repr(query))
    logger.info(f"search for {query!r}")
    return "ok"


@app.get("/cleaned")
def cleaned():
    query = request.args["q"].replace("\n", " ").replace("\r", " ")
    logger.info("search for %s", query)
    return "ok"


@app.get("/number/<int:page>")
def number(page):
    logger.info("page %s", page)
    logger.info("page %s", int(request.args["p"]))
    return "ok"


def of_the_program(name):
    logger.info("started %s", name)
