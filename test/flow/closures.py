"""Nested functions and lambdas see the variables around them."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def nested_function_reads():
    name = request.args["name"]  # source

    def find():
        return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
        #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    return find()


def nested_function_sees_the_last_value():
    name = "guest"

    def find():
        return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection

    name = request.args["name"]  # source
    return find()


def lambda_reads():
    name = request.args["name"]  # source
    find = lambda: db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    return find()


def nested_function_writes():
    name = "guest"

    def load():
        nonlocal name
        name = request.args["name"]

    load()
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def nested_function_has_its_own_name():
    name = request.args["name"]

    def find():
        name = "guest"
        return db.execute(f"SELECT id FROM users WHERE name = '{name}'")

    return find(), name


def nested_function_reads_a_constant():
    table = "users"

    def count():
        return db.execute(f"SELECT count(*) FROM {table}")

    return count()


def lambda_of_constants():
    find = lambda: db.execute("SELECT id FROM users WHERE name = '" + "guest" + "'")
    return find()


def inner_that_never_returns():
    state = [request.args["name"], None]

    def serve():
        while True:
            state[1] = serve()

    state[1] = serve()
    db.execute("SELECT id FROM users WHERE name = '%s'" % state[0])


def inner_that_always_raises():
    name = request.args["name"]  # source

    def fail():
        raise ValueError(name)

    try:
        name = fail()
    except ValueError:
        db.execute("SELECT id FROM users WHERE name = '%s'" % name)  # expect: database-sql-injection


def one_of_two_nested_functions(strict):
    name = request.args["name"]  # source
    if strict:
        def replace():
            nonlocal name
            name = "guest"
    else:
        def replace():
            pass
    replace()
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def nested_function_that_never_returns(strict):
    if strict:
        def refuse(name):
            raise ValueError(name)
    else:
        def refuse(name):
            raise LookupError(name)
    result = refuse(request.args["name"])
    db.execute(f"SELECT id FROM users WHERE name = '{result}'")


def nested_function_that_may_not_return(strict):
    if strict:
        def check(name):
            raise ValueError(name)
    else:
        def check(name):
            return name
    name = check(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
