"""Suppressions of checks that do not exist."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def find():
    name = request.args["name"]
    db.execute("SELECT id FROM users WHERE name = ?", (name,))
    db.execute("SELECT id FROM users WHERE name = ?", (name,))
    db.execute("SELECT id FROM users WHERE name = ?", (name,))
    db.execute("SELECT id FROM users WHERE name = ?", (name,))
    # pysecd: ignore[database-sql-injection] one of two
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


# These are none: a word that begins like one, and text.


def one_like_a_suppression():
    return 1  # pysecd: ignored[zebra]


def another_one():
    return "# pysecd: ignore[zebra]"


# pysecd: ignored
# pysecd: ignore-line[zebra]
NOTE = "# pysecd: ignore[zebra]"
