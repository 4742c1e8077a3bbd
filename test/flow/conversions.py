"""Conversions to numbers, dates and the like leave nothing of a text; others leave all of it."""
import datetime
import decimal
import enum
import hashlib
import html
import json
import shlex
import uuid

import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


def to_int():
    number = int(request.args["id"])
    db.execute("SELECT id FROM users WHERE id = " + str(number))


def to_int_in_place():
    db.execute(f"SELECT id FROM users WHERE id = {int(request.args['id'])}")


def to_int_by_werkzeug():
    page = request.args.get("page", 1, type=int)
    db.execute(f"SELECT id FROM users LIMIT 20 OFFSET {page * 20}")


def to_int_by_position():
    page = request.args.get("page", 1, int)
    db.execute(f"SELECT id FROM users LIMIT 20 OFFSET {20 * (page - 1)}")


def to_float_and_round():
    price = round(float(request.args["price"]), 2)
    db.execute("SELECT id FROM items WHERE price < %s" % price)


def to_bool():
    db.execute(f"SELECT id FROM users WHERE active = {bool(request.args.get('active'))}")


def to_decimal():
    price = decimal.Decimal(request.args["price"])
    db.execute(f"SELECT id FROM items WHERE price < {price}")


def to_uuid():
    key = uuid.UUID(request.args["key"])
    db.execute(f"SELECT id FROM users WHERE key = '{key}'")
    db.execute(f"SELECT id FROM users WHERE key = '{key.hex}'")


def to_date():
    day = datetime.datetime.strptime(request.args["day"], "%Y-%m-%d")
    db.execute(f"SELECT id FROM orders WHERE day = '{day:%Y-%m-%d}'")
    db.execute("SELECT id FROM orders WHERE day = '" + day.date().isoformat() + "'")


def to_enum():
    color = Color(request.args["color"])
    db.execute(f"SELECT id FROM items WHERE color = '{color.value}'")


def to_digest():
    digest = hashlib.sha256(request.args["token"].encode()).hexdigest()
    db.execute(f"SELECT id FROM users WHERE token = '{digest}'")


def by_integer_format():
    db.execute("SELECT id FROM users WHERE id = %d" % int(request.args["id"]))


def arithmetic_of_numbers():
    low, high = int(request.args["low"]), int(request.args["high"])
    db.execute(f"SELECT id FROM users WHERE id BETWEEN {min(low, high)} AND {max(low, high)}")


def shown_to_be_a_number():
    number = request.args["id"]
    try:
        int(number)
    except ValueError:
        return None
    return db.execute("SELECT id FROM users WHERE id = " + number)


def shown_to_be_a_uuid():
    key = request.args["key"]
    uuid.UUID(key)
    db.execute(f"SELECT id FROM users WHERE key = '{key}'")


def to_text():
    name = str(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def to_repr():
    name = repr(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = {name}")  # expect: database-sql-injection


def other_value_converted():
    number = request.args["id"]  # source
    page = int(request.args["page"])
    db.execute(f"SELECT id FROM users WHERE id = {number} LIMIT {page}")  # expect: database-sql-injection


def conversion_that_may_fail():
    number = request.args["id"]  # source
    try:
        print(int(number) + 1)
    except ValueError:
        print("no number")
    db.execute(f"SELECT id FROM users WHERE name = 'user-{number}'")  # expect: database-sql-injection


def measured_only():
    name = request.args["name"]  # source
    print(len(name) + hash(name))
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def escaped_for_html():
    name = html.escape(request.args["name"], quote=False)  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def quoted_for_a_shell():
    name = shlex.quote(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = {name}")  # expect: database-sql-injection


def parsed_from_json():
    data = json.loads(request.data)  # source
    db.execute(f"SELECT id FROM users WHERE name = '{data['name']}'")  # expect: database-sql-injection


def get_with_another_default():
    name = request.args.get("name", "guest")  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def get_with_type_str():
    name = request.args.get("name", type=str)  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
