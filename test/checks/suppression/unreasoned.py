"""Suppressions that do not say why."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def find():
    name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # pysecd: ignore[database-sql-injection]  # expect: suppression-unreasoned
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # pysecd: ignore[database-sql-injection] a list of names


def with_a_reason():
    name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # pysecd: ignore[database] reviewed


def of_other_tools():
    name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec B608
