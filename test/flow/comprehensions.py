"""Comprehensions carry what their element expression makes of each value."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

KNOWN = {"anna", "bert", "carl"}


def list_of_request_values():
    names = [name.strip() for name in request.args.getlist("name")]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % names[0])  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def quoted_and_joined():
    names = ", ".join("'" + name + "'" for name in request.args.getlist("name"))  # source
    db.execute(f"SELECT id FROM users WHERE name IN ({names})")  # expect: database-sql-injection


def values_of_a_dict():
    rows = {key: value for key, value in request.form.items()}  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % rows["name"])  # expect: database-sql-injection


def nested_loops():
    pairs = [(column, value) for column in ("a", "b") for value in request.args.getlist(column)]  # source
    for column, value in pairs:
        db.execute(f"SELECT id FROM users WHERE {column} = '{value}'")  # expect: database-sql-injection


def condition_that_proves_nothing():
    names = [name for name in request.args.getlist("name") if name]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % names[0])  # expect: database-sql-injection


def numbers_of_request_values():
    numbers = [int(value) for value in request.args.getlist("id")]
    db.execute(f"SELECT id FROM users WHERE id IN ({', '.join(str(number) for number in numbers)})")


def mapped_to_numbers():
    numbers = ",".join(map(str, map(int, request.args.getlist("id"))))
    db.execute(f"SELECT id FROM users WHERE id IN ({numbers})")


def element_ignores_the_value():
    marks = ["?" for _ in request.args.getlist("name")]
    db.execute(f"SELECT id FROM users WHERE name IN ({', '.join(marks)})", request.args.getlist("name"))


def condition_admits_known_values_only():
    names = [name for name in request.args.getlist("name") if name in KNOWN]
    db.execute("SELECT id FROM users WHERE name = '%s'" % names[0])


def variable_stays_inside():
    name = "guest"
    lengths = [len(name) for name in request.args.getlist("name")]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return lengths


def of_constants():
    columns = ", ".join(f"u.{column}" for column in ("id", "name", "city"))
    db.execute(f"SELECT {columns} FROM users u")
