"""What a function does to what it is given: it fills containers, sets fields, calls functions."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def fill(row, name):
    row["name"] = name
    row["kind"] = "guest"


def fill_by_another(row):
    fill(row, request.args["name"])


def collect(names, name):
    if name:
        names.append(name)


def add_all(names):
    names.update({"a", "b"})


class User:
    name = "guest"


def rename(user, name):
    user.name = name


def twice(function, value):
    function(value)
    function(value)


def deeper(function, value):
    twice(function, value)


def with_keyword(function, value):
    function("guest", city=value)


def search(name):
    db.execute("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-dynamic-query


def search_city(name, city):
    db.execute("SELECT id FROM users WHERE city = '" + city + "'")  # expect: database-dynamic-query


def bound(name):
    db.execute("SELECT id FROM users WHERE name = ?", (name,))


def filled_by_key():
    row = {}
    fill(row, request.args["name"])
    db.execute("SELECT id FROM users WHERE kind = '%s'" % row["kind"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def filled_with_a_constant():
    row = {}
    fill(row, "guest")
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])


def filled_through_another():
    row = {}
    fill_by_another(row)
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def another_row():
    row, other = {"name": "guest"}, {}
    fill(other, request.args["name"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])


def appended():
    names = []
    collect(names, request.args["name"])
    db.execute("SELECT id FROM users WHERE name IN ('%s')" % "','".join(names))  # expect: database-sql-injection


def appended_constants():
    names = []
    collect(names, "guest")
    db.execute("SELECT id FROM users WHERE name IN ('%s')" % "','".join(names))


def updated_with_constants():
    names = set()
    add_all(names)
    for name in names:
        db.execute("SELECT id FROM users WHERE name = '%s'" % name)


def field_set():
    user = User()
    rename(user, request.args["name"])
    db.execute(f"SELECT id FROM users WHERE name = '{user.name}'")  # expect: database-sql-injection


def field_of_another():
    user, other = User(), User()
    rename(other, request.args["name"])
    db.execute(f"SELECT id FROM users WHERE name = '{user.name}'")


def called_twice():
    twice(search, request.args["name"])  # expect: database-sql-injection


def called_deeper():
    deeper(search, request.args["name"])  # expect: database-sql-injection


def called_with_a_constant():
    twice(search, "guest")


def called_and_bound():
    twice(bound, request.args["name"])


def called_by_keyword():
    with_keyword(search_city, request.args["city"])  # expect: database-sql-injection


def called_method():
    twice(db.execute, "SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
