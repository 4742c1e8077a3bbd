# Conversions and tests that stand in another file.
#-- checks.py
import re

from flask import abort

COLUMNS = ("id", "name", "city")


def number(text):
    return int(text)


def column_of(text):
    if text not in COLUMNS:
        raise ValueError("no such column")
    return text


def is_column(text):
    return text in COLUMNS


def is_word(text):
    return re.fullmatch(r"\w+", text) is not None


def require_column(text):
    if text not in COLUMNS:
        abort(404)


def is_long(text):
    return len(text) > 100


def same(text):
    return text


#-- more_checks.py
from checks import is_column, number


def is_known_column(text):
    return is_column(text)


def page(text):
    return number(text)


#-- views.py
import sqlite3

from flask import abort, request

import checks
from checks import column_of, is_column, is_long, is_word, number, require_column, same
from more_checks import is_known_column, page

db = sqlite3.connect("shop.db")


def converted():
    db.execute("SELECT id FROM users LIMIT %s" % number(request.args["limit"]))


def converted_two_files_away():
    db.execute("SELECT id FROM users LIMIT %s" % page(request.args["page"]))


def checked():
    db.execute("SELECT %s FROM users" % column_of(request.args["column"]))


def tested():
    column = request.args["column"]
    if not is_column(column):
        abort(404)
    db.execute(f"SELECT {column} FROM users")


def tested_by_module_name():
    column = request.args["column"]
    if checks.is_word(column):
        db.execute(f"SELECT {column} FROM users")


def tested_two_files_away():
    column = request.args["column"]
    if is_known_column(column):
        db.execute(f"SELECT {column} FROM users")


def required():
    column = request.args["column"]
    require_column(column)
    db.execute(f"SELECT {column} FROM users")


def required_by_the_constant():
    column = request.args["column"]
    if column in checks.COLUMNS:
        db.execute(f"SELECT {column} FROM users")


def test_the_wrong_way_round():
    column = request.args["column"]
    if not is_column(column):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def test_of_something_else():
    column = request.args["column"]
    if is_long(column):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def test_of_another_value():
    column = request.args["column"]
    if is_word(request.args["other"]):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def required_too_late():
    column = request.args["column"]
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection
    require_column(column)


def no_conversion():
    db.execute("SELECT id FROM users LIMIT %s" % same(request.args["limit"]))  # expect: database-sql-injection
