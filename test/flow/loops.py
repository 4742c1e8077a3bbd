"""What a loop may carry into its next round, and out of it."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def each_value_of_a_list():
    for name in request.args.getlist("name"):  # source
        db.execute(f"DELETE FROM users WHERE name = '{name}'")  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def value_of_the_round_before():
    previous = "guest"
    for _ in range(3):
        db.execute(f"SELECT id FROM users WHERE name = '{previous}'")  # expect: database-sql-injection
        previous = request.args["name"]  # source


def carried_through_three_names():
    a = b = c = "guest"
    for _ in range(9):
        db.execute(f"SELECT id FROM users WHERE name = '{c}'")  # expect: database-sql-injection
        c = b
        b = a
        a = request.args["name"]  # source


def collected_in_a_list():
    parts = []
    for name in request.args.getlist("name"):  # source
        parts.append("name = '" + name + "'")
    db.execute("SELECT id FROM users WHERE " + " OR ".join(parts))  # expect: database-sql-injection


def added_to_the_query():
    query = "SELECT id FROM users WHERE 1 = 1"
    for key, value in request.args.items():  # source
        query += f" AND {key} = '{value}'"
    db.execute(query)  # expect: database-sql-injection


def found_in_a_while_loop():
    name = ""
    while not name:
        name = request.form["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def left_by_break(wanted: int):
    name = "guest"
    for index in range(10):
        name = request.args["name"]  # source
        if index == wanted:
            break
        name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def item_of_enumerate():
    for index, name in enumerate(request.args.getlist("name")):  # source
        db.execute(f"UPDATE users SET rank = {index} WHERE name = '{name}'")  # expect: database-sql-injection


def index_of_enumerate():
    for index, _ in enumerate(request.args.getlist("name")):
        db.execute(f"UPDATE users SET seen = 1 WHERE rank = {index}")


def each_of_some_constants():
    for table in ("users", "orders", "items"):
        db.execute(f"SELECT count(*) FROM {table}")


def counted_numbers():
    for number in range(int(request.args["count"])):  # expect: input-numeric-unchecked
        db.execute(f"INSERT INTO numbers VALUES ({number})")


def a_placeholder_for_each_value():
    names = request.args.getlist("name")
    marks = ", ".join("?" for _ in names)
    db.execute(f"SELECT id FROM users WHERE name IN ({marks})", names)


def placeholders_by_length():
    names = request.args.getlist("name")
    db.execute("SELECT id FROM users WHERE name IN (" + ",".join("?" * len(names)) + ")", names)


def clauses_of_constants_with_values_beside():
    clauses, values = [], []
    for column in ("name", "city"):
        if column in request.args:
            clauses.append(f"{column} = ?")
            values.append(request.args[column])
    db.execute("SELECT id FROM users WHERE " + " AND ".join(clauses), values)


def replaced_after_the_loop():
    name = "guest"
    for name in request.args.getlist("name"):
        print(name)
    name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def never_left_with_the_value():
    query = "SELECT id FROM users"
    for name in request.args.getlist("name"):
        if name == "admin":
            query = "SELECT id FROM admins"
    db.execute(query)
