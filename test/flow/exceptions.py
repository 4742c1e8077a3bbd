"""Any point of a try body may be left for its handlers; finally runs on every way out."""
import contextlib
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def assigned_in_try():
    name = "guest"
    try:
        name = request.args["name"]  # source
    except KeyError:
        pass
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def handler_sees_the_middle_of_the_body(job):
    name = "guest"
    try:
        name = request.args["name"]  # source
        job.run()
        name = "done"
    except RuntimeError:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    db.execute("SELECT 1")


def handler_taints(job):
    name = "guest"
    try:
        job.run()
    except RuntimeError:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def finally_sees_either(job):
    name = "guest"
    try:
        job.run()
        name = request.args["name"]  # source
    finally:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def sink_in_else():
    try:
        name = request.args["name"]  # source
    except KeyError:
        name = "guest"
    else:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def sink_in_with():
    with contextlib.suppress(KeyError):
        name = request.args["name"]  # source
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def suppressed_assignment():
    name = "guest"
    with contextlib.suppress(KeyError):
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def connection_of_a_with():
    with sqlite3.connect("other.db") as connection:
        connection.execute("DELETE FROM users WHERE name = '%s'" % request.args["name"])  # expect: database-sql-injection


def finally_replaces(job):
    name = request.args["name"]
    try:
        job.run()
    finally:
        name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def every_way_cleans():
    try:
        number = int(request.args["id"])
    except ValueError:
        number = 0
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def tainting_handler_raises(job):
    name = "guest"
    try:
        job.run()
    except RuntimeError:
        name = request.args["name"]
        raise
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tainting_handler_returns(job):
    name = "guest"
    try:
        job.run()
    except RuntimeError:
        name = request.args["name"]
        return name
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def replaced_before_the_try(job):
    name = request.args["name"]
    name = "guest"
    try:
        job.run()
    except RuntimeError:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")
