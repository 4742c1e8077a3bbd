"""Containers by key and place, copies and merges of them, and the stores of libraries."""
import collections
import configparser
import os
import sqlite3

from flask import request, session

db = sqlite3.connect("shop.db")


def extended_list():
    row = ["first"]
    row.extend(["second", request.args["name"]])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[2])  # expect: database-sql-injection


def added_lists():
    row = ["first"] + [request.args["name"]] + ["last"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[2])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])  # expect: database-sql-injection


def grown_in_place():
    row = ["first"]
    row += [request.args["name"], "last"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[2])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])  # expect: database-sql-injection


def popped_twice():
    row = ["first", request.args["name"], "last"]
    row.pop()
    row.pop()
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])
    for name in row:
        db.execute("SELECT id FROM users WHERE name = '%s'" % name)


def popped_value():
    row = ["first", request.args["name"], "last"]  # source
    last = row.pop()
    db.execute("SELECT id FROM users WHERE name = '%s'" % last)
    db.execute("SELECT id FROM users WHERE name = '%s'" % row.pop())  # expect: database-sql-injection


def deleted_position():
    row = [request.args["name"], "second", "third"]
    del row[0]
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])


def inserted_at_the_front():
    row = ["first", "second"]
    row.insert(0, request.args["name"])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])  # expect: database-sql-injection


def replaced_position():
    row = [request.args["name"], "second"]
    row[0] = "first"
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])


def sliced_list():
    row = ["first", "second", request.args["name"]]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[:2][1])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1:][1])  # expect: database-sql-injection


def reversed_list():
    row = [request.args["name"], "second"]  # source
    row.reverse()
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[1])  # expect: database-sql-injection


def cleared():
    row = [request.args["name"]]
    row.clear()
    row.append("guest")
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])


def popped_key():
    row = {"name": request.args["name"], "city": "Berlin"}  # source
    name = row.pop("name")
    db.execute("SELECT id FROM users WHERE city = '%s'" % ",".join(row.values()))
    db.execute("SELECT id FROM users WHERE name = '%s'" % name)  # expect: database-sql-injection


def set_by_default():
    row = {"name": "guest"}
    row.setdefault("name", request.args["name"])
    row.setdefault("city", request.args["city"])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])  # expect: database-sql-injection


def merged_by_operator():
    row = {"name": request.args["name"]} | {"city": "Berlin"}  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def merged_over():
    row = {"name": request.args["name"]} | {"name": "guest"}
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])


def merged_in_place():
    row = {"city": "Berlin"}
    row |= {"name": request.args["name"]}  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def dict_of_a_dict():
    row = dict({"city": "Berlin"}, name=request.args["name"])  # source
    copied = dict(**row)
    db.execute("SELECT id FROM users WHERE city = '%s'" % copied["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % copied["name"])  # expect: database-sql-injection


def dict_of_pairs():
    row = dict([("city", "Berlin"), ("name", request.args["name"])])  # source
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def dict_of_zipped():
    row = dict(zip(("name", "city"), (request.args["name"], "Berlin")))
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def three_levels():
    page = {"a": {"b": {"c": request.args["name"], "d": "guest"}}}  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["a"]["b"]["d"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["a"]["b"]["c"])  # expect: database-sql-injection
    page["a"]["b"]["c"] = "guest"
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["a"]["b"]["c"])


def three_levels_later():
    page = {"rows": [{}]}
    page["rows"][0]["name"] = request.args["name"]  # source
    page["rows"][0]["city"] = "Berlin"
    db.execute("SELECT id FROM users WHERE city = '%s'" % page["rows"][0]["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % page["rows"][0]["name"])  # expect: database-sql-injection


def items_in_a_loop():
    row = {"name": request.args["name"], "city": request.args["city"]}  # source
    for column, value in row.items():
        db.execute(f"SELECT {column} FROM users")
        db.execute(f"SELECT id FROM users WHERE {column} = '{value}'")  # expect: database-sql-injection


def comprehension_over_items():
    row = {"name": request.args["name"], "city": request.args["city"]}
    where = " AND ".join(f"{column} = :{column}" for column, value in row.items())
    db.execute("SELECT id FROM users WHERE " + where, row)


def comprehension_with_known_keys():
    row = {key: request.args.get(key) for key in ("name", "city")}  # source
    columns = ", ".join(row)
    db.execute(f"SELECT {columns} FROM users")  # false: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{row['name']}'")  # expect: database-sql-injection


def set_operations():
    names = {"guest"} | {request.args["name"]}  # source
    allowed = {"guest"} & {"admin", "guest"}
    for name in allowed:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    for name in names:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def default_dict():
    rows = collections.defaultdict(list)
    rows["names"].append(request.args["name"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % rows["names"][0])  # expect: database-sql-injection


def ordered_dict():
    row = collections.OrderedDict()
    row["name"] = request.args["name"]  # source
    row["city"] = "Berlin"
    db.execute("SELECT id FROM users WHERE city = '%s'" % row["city"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def double_ended_queue():
    names = collections.deque()
    names.append(request.args["name"])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % names.popleft())  # expect: database-sql-injection


def config_store():
    config = configparser.ConfigParser()
    config.add_section("search")
    config.set("search", "name", request.args["name"])  # source
    config.set("search", "city", "Berlin")
    db.execute("SELECT id FROM users WHERE city = '%s'" % config.get("search", "city"))
    db.execute("SELECT id FROM users WHERE name = '%s'" % config.get("search", "name"))  # expect: database-sql-injection


def config_store_of_another_section():
    config = configparser.ConfigParser()
    config.set("search", "name", request.args["name"])
    config.set("other", "name", "guest")
    db.execute("SELECT id FROM users WHERE name = '%s'" % config.get("other", "name"))


def environment():
    os.environ["NAME"] = request.args["name"]
    os.environ["CITY"] = "Berlin"
    db.execute("SELECT id FROM users WHERE city = '%s'" % os.environ["CITY"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % os.environ["NAME"])  # expect: database-sql-injection


def web_session():
    session["name"] = request.args["name"]
    db.execute("SELECT id FROM users WHERE name = '%s'" % session["name"])  # expect: database-sql-injection


def web_session_of_constants():
    session["name"] = "guest"
    db.execute("SELECT id FROM users WHERE name = '%s'" % session["name"])


def starred_display():
    row = ["first", *["second", request.args["name"]], "last"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[0])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[3])
    db.execute("SELECT id FROM users WHERE name = '%s'" % row[2])  # expect: database-sql-injection


def passed_and_filled():
    row = {}
    fill(row)
    db.execute("SELECT id FROM users WHERE name = '%s'" % row["name"])  # expect: database-sql-injection


def fill(row):
    row["name"] = request.args["name"]


def passed_and_appended():
    names = []
    collect(names, request.args["name"])
    db.execute("SELECT id FROM users WHERE name = '%s'" % names[0])  # expect: database-sql-injection


def collect(names, name):
    names.append(name)


class Registry(dict):
    def lookup(self, name):
        return super().__getitem__(name)

    def named(self, name):
        return name + "s"


def what_a_key_gives_is_not_the_key(registry: Registry, form):
    open(registry.lookup(request.args["name"]))
    open(form.getlist(request.args["name"])[0])
    open(registry.named(request.args["name"]))  # expect: input-path-traversal
    open(form.getlist("name", request.args["name"])[0])  # expect: input-path-traversal
