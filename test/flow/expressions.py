"""Values through every kind of expression."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def walrus_in_a_test():
    if (name := request.args.get("name")) is not None:  # source
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def walrus_in_an_argument():
    db.execute(query := "SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection
    return query


def walrus_in_a_loop():
    while chunk := request.stream.readline():  # source
        db.execute(f"INSERT INTO lines VALUES ('{chunk}')")  # expect: database-sql-injection


def nested_ternary(a: bool, b: bool):
    name = "x" if a else ("y" if b else request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def last_of_an_or_chain():
    name = request.args.get("name") or request.cookies.get("name") or "guest"  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def argument_by_star():
    arguments = ("SELECT id FROM users WHERE name = '" + request.args["name"] + "'",)  # source
    db.execute(*arguments)  # expect: database-sql-injection


def argument_by_keyword():
    query = "SELECT id FROM users WHERE name = '" + request.args["name"] + "'"  # source
    db.execute(sql=query)  # expect: database-sql-injection


def method_held_in_a_variable():
    run = db.execute
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


def chained_calls():
    return db.cursor().execute(  # the argument stands on its own line
        "SELECT id FROM users WHERE name = '%s'" % request.args["name"]).fetchall()  # expect: database-sql-injection


def two_sinks_of_one_query():
    query = "DELETE FROM users WHERE name = '" + request.args["name"] + "'"  # source
    db.execute(query)  # expect: database-sql-injection
    db.cursor().execute(query)  # expect: database-sql-injection


def imported_inside():
    from flask import request as http
    db.execute("SELECT id FROM users WHERE name = '%s'" % http.args["name"])  # expect: database-sql-injection


def full_dotted_use():
    import flask
    name = flask.request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % name)  # expect: database-sql-injection


def results_of_tests():
    is_guest = request.args["name"] == "guest" and not request.args.get("full")
    db.execute(f"SELECT id FROM users WHERE guest = {is_guest} OR known = {'x' in request.args}")


def tested_in_a_ternary():
    db.execute("SELECT id FROM users" + (" WHERE active = 1" if request.args.get("active") else ""))


def walrus_of_a_number():
    if (number := int(request.args["id"])) > 0:
        db.execute(f"SELECT id FROM users WHERE id = {number}")


def parameters_hold_the_value():
    db.execute("SELECT id FROM users WHERE name = ?", [request.args["name"]])
    db.execute("SELECT id FROM users WHERE name = :name", {"name": request.args["name"]})
    db.execute("SELECT id FROM users WHERE name = ?", parameters=(request.args["name"],))


def other_object_of_the_same_method(pool):
    class Runner:
        def execute(self, task):
            return task

    Runner().execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def shadowed_request():
    request = {"name": "guest"}
    db.execute("SELECT id FROM users WHERE name = '" + request["name"] + "'")
