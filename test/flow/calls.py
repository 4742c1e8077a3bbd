"""Values across functions of one module."""
import functools
import sqlite3

from flask import abort, request

db = sqlite3.connect("shop.db")

COLUMNS = ("id", "name", "city")


def requested_name():
    return request.args["name"]


def default_name():
    return "guest"


def same(value):
    return value


def number_of(value):
    return int(value)


def checked_column(value):
    if value not in COLUMNS:
        raise ValueError("no such column")
    return value


def is_known(value):
    return value in COLUMNS


def refuse():
    abort(400)


def find(name):
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def find_both(first, second="guest"):
    db.execute("SELECT id FROM users WHERE name = ?", (first,))
    db.execute("SELECT id FROM users WHERE name = '" + second + "'")  # expect: database-dynamic-query


def source_in_a_helper():
    name = requested_name()
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def constant_from_a_helper():
    name = default_name()
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def handed_through_a_helper():
    name = same(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def sink_in_a_helper():
    find(request.args["name"])  # expect: database-sql-injection


def sink_in_a_helper_by_keyword():
    find_both("guest", second=request.args["name"])  # expect: database-sql-injection


def harmless_argument_of_a_helper():
    find_both(request.args["name"], "guest")


def sink_by_reference():
    for job in (find,):
        job(request.args["name"])  # expect: database-sql-injection


def sink_by_partial():
    search = functools.partial(find, request.args["name"])
    search()  # expect: database-sql-injection


def converted_in_a_helper():
    number = number_of(request.args["id"])
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def checked_in_a_helper():
    column = checked_column(request.args["column"])
    db.execute(f"SELECT {column} FROM users")


def tested_in_a_helper():
    column = request.args["column"]
    if not is_known(column):
        abort(404)
    db.execute(f"SELECT {column} FROM users")


def refused_in_a_helper():
    column = request.args["column"]
    if column not in COLUMNS:
        refuse()
    db.execute(f"SELECT {column} FROM users")
