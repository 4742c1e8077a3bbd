"""Suppressions of checks that do not exist."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def find():
    name = request.args["name"]
    # pysecd: ignore[database-sql-injecton] misspelt  # expect: suppression-unknown
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    # pysecd: ignore[B608] of another tool  # expect: suppression-unknown
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    # pysecd: ignore[zebra] nothing like it  # expect: suppression-unknown
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    # pysecd: ignore  # expect: suppression-unknown
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    # pysecd: ignore[database-sql-injection, zebra] one of two  # expect: suppression-unknown
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


# These are none: a word that begins like one, and text.


def one_like_a_suppression():
    return 1  # pysecd: ignored[zebra]


def another_one():
    return "# pysecd: ignore[zebra]"


# pysecd: ignored
# pysecd: ignore-line[zebra]
NOTE = "# pysecd: ignore[zebra]"
