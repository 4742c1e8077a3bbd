"""A variable holds what was last put into it."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def used_before_it_is_replaced():
    name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    name = "guest"
    return name


def constant_replaced_by_request_data():
    name = "guest"
    name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def augmented_with_request_data():
    name = "guest-"
    name += request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def swapped_in():
    name, other = "guest", request.args["name"]  # source
    name, other = other, name
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{other}'")


def only_the_other_name_is_replaced():
    first = request.args["first"]  # source
    last = request.args["last"]
    last = "doe"
    db.execute(f"SELECT id FROM users WHERE last = '{last}'")
    db.execute(f"SELECT id FROM users WHERE first = '{first}'")  # expect: database-sql-injection


def query_built_before_the_value_is_replaced():
    name = request.args["name"]  # source
    query = f"SELECT id FROM users WHERE name = '{name}'"
    name = "guest"
    db.execute(query)  # expect: database-sql-injection
    return name


def replaced_by_constant():
    name = request.args["name"]
    name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def replaced_by_number():
    number = request.args["id"]
    number = int(number)
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def swapped_out():
    name, other = request.args["name"], "guest"
    name, other = other, name
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return other


def query_replaced():
    query = "SELECT id FROM users WHERE name = '" + request.args["name"] + "'"
    query = "SELECT id FROM users"
    db.execute(query)


def deleted_and_made_anew():
    name = request.args["name"]
    del name
    name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def chained_assignment():
    name = request.args["name"]
    name = other = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}' OR name = '{other}'")
