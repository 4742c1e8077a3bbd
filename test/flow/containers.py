"""A container is known by its elements, as far as keys and positions are known."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def tainted_key_of_a_dict():
    row = {"name": request.args["name"], "city": "Berlin"}  # source
    db.execute(f"SELECT id FROM users WHERE city = '{row['city']}'")
    db.execute(f"SELECT id FROM users WHERE name = '{row['name']}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def key_set_later():
    row = {}
    row["name"] = request.args["name"]  # source
    row["city"] = "Berlin"
    db.execute("SELECT id FROM users WHERE city = '" + row["city"] + "'")
    db.execute("SELECT id FROM users WHERE name = '" + row["name"] + "'")  # expect: database-sql-injection


def key_overwritten():
    row = {"name": request.args["name"]}
    row["name"] = "guest"
    db.execute("SELECT id FROM users WHERE name = '" + row["name"] + "'")


def key_asked_with_get():
    row = dict(name=request.args["name"], city="Berlin")  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row.get("city"))
    db.execute("SELECT id FROM users WHERE name = '%s'" % row.get("name"))  # expect: database-sql-injection


def unknown_key(key: str):
    row = {"name": request.args["name"], "city": "Berlin"}  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[key])  # expect: database-sql-injection


def merged_dicts():
    row = {"city": "Berlin", **{"name": request.args["name"]}}  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def updated_dict():
    row = {"city": "Berlin", "name": "guest"}
    row.update(name=request.args["name"])  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def position_in_a_list():
    row = ["Berlin", request.args["name"]]  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row[0])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[-1])  # expect: database-sql-injection


def positions_shifted_by_pop():
    row = ["first", request.args["name"], "last"]  # source
    row.pop(0)
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])  # expect: database-sql-injection


def positions_shifted_by_insert():
    row = [request.args["name"]]  # source
    row.insert(0, "first")
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])  # expect: database-sql-injection


def appended():
    row = ["first"]
    row.append(request.args["name"])  # source
    row.append("last")
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[2])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])  # expect: database-sql-injection


def unpacked():
    first, (second, third) = "a", ("b", request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name IN ('{first}', '{second}')")
    db.execute(f"SELECT id FROM users WHERE name = '{third}'")  # expect: database-sql-injection


def unpacked_with_star():
    first, *rest = ["a", "b", request.args["name"]]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{first}'")
    db.execute(f"SELECT id FROM users WHERE name = '{rest[1]}'")  # expect: database-sql-injection


def nested_containers():
    page = {"filter": {"names": ["guest", request.args["name"]]}, "title": "Users"}  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["filter"]["names"][0])
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["title"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["filter"]["names"][1])  # expect: database-sql-injection


def in_a_set():
    names = {"guest"}
    names.add(request.args["name"])  # source
    for name in names:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def values_of_a_request():
    data = request.get_json()  # source
    user = data["user"]
    db.execute(f"SELECT id FROM users WHERE name = '{user['name']}'")  # expect: database-sql-injection


def keys_of_a_constant_dict():
    columns = {"id": request.args["id"], "name": request.args["name"]}
    assignments = ", ".join(f"{column} = ?" for column in columns)
    db.execute(f"UPDATE users SET {assignments}", list(columns.values()))


def removed():
    row = {"name": request.args["name"], "city": "Berlin"}
    del row["name"]
    for value in row.values():
        db.execute(f"SELECT id FROM users WHERE city = '{value}'")


def unknown_dict_or_an_empty_one():
    data = request.get_json() or {}  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % data.get("name", ""))  # expect: database-sql-injection
