"""Flows of a script's own top level: statements, loops, and names that functions share."""
import contextlib
import sqlite3
import sys

from flask import request

db = sqlite3.connect("shop.db")
CURRENT = None
KNOWN = "users"
HISTORY = []
SETTINGS = {"table": "users"}
COUNTER = 0


def remember(name):
    global CURRENT
    CURRENT = name


def choose_known():
    global KNOWN
    KNOWN = "orders"


def count_up():
    global COUNTER
    COUNTER += 1
    db.execute(f"SELECT id FROM users LIMIT {COUNTER}")  # false: database-dynamic-query


def remember_request():
    remember(request.args["name"])


def read_current():
    db.execute(f"SELECT id FROM users WHERE name = '{CURRENT}'")  # gap: database-sql-injection  # expect: database-dynamic-query


def read_known():
    db.execute(f"SELECT id FROM {KNOWN}")


def remember_in_list():
    HISTORY.append(request.args["name"])


def read_list():
    for name in HISTORY:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # gap: database-sql-injection


def change_settings():
    SETTINGS["order"] = request.args["order"]


def read_settings():
    db.execute(f"SELECT id FROM {SETTINGS['table']}")
    db.execute(f"SELECT id FROM users ORDER BY {SETTINGS['order']}")  # gap: database-sql-injection


def search(name):
    return db.execute("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-dynamic-query


def wanted():
    return sys.argv[1]


plain = sys.argv[1]
db.execute("SELECT id FROM users WHERE name = '" + plain + "'")  # expect: database-dynamic-query

table = "users"
for column in ["id", "name"]:
    db.execute(f"SELECT {column} FROM {table}")

for argument in sys.argv[1:]:
    db.execute("SELECT id FROM users WHERE name = '" + argument + "'")  # expect: database-dynamic-query

with contextlib.closing(db.cursor()) as cursor:
    cursor.execute("SELECT id FROM users WHERE name = '" + plain + "'")  # expect: database-dynamic-query
    cursor.execute("SELECT id FROM " + table)

try:
    number = int(sys.argv[2])
except (IndexError, ValueError):
    number = 10
db.execute(f"SELECT id FROM users LIMIT {number}")

if __name__ == "__main__":
    search(wanted())
    search("guest")
    for step in range(number):
        search("guest%d" % step)
