"""Two names of one container see the same elements; strings and numbers are copied."""
import copy
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def list_grown_under_another_name():
    parts = ["SELECT id FROM users WHERE name = '"]
    same = parts
    same.append(request.args["name"])  # source
    same.append("'")
    db.execute("".join(parts))  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^


def dict_set_under_another_name():
    row = {"name": "guest"}
    same = row
    same["name"] = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def element_of_a_container():
    inner = []
    outer = {"names": inner}
    inner.append(request.args["name"])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % outer["names"][0])  # expect: database-sql-injection


def list_grown_in_place():
    parts = same = ["guest"]
    same += [request.args["name"]]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % parts[1])  # expect: database-sql-injection


def copied_name():
    name = request.args["name"]  # source
    other = name
    name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    db.execute(f"SELECT id FROM users WHERE name = '{other}'")  # expect: database-sql-injection


def copied_list():
    parts = ["guest"]
    other = list(parts)
    other.append(request.args["name"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % "','".join(parts))


def copied_dict():
    row = {"name": "guest"}
    other = copy.copy(row)
    other["name"] = request.args["name"]
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])


def sliced_list():
    parts = ["guest"]
    other = parts[:]
    other.append(request.args["name"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % parts[0])


def string_copied_before_it_grew():
    base = "SELECT id FROM users"
    query = base
    query += " WHERE name = '" + request.args["name"] + "'"
    db.execute(base)
    return query


def name_bound_anew():
    row = {"name": "guest"}
    same = row
    same = {"name": request.args["name"]}
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])
    return same
