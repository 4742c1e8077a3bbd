"""Suppressions that are left over."""
import hashlib
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

total = 1 + 2  # pysecd: ignore[database-sql-injection] the id is a number  # expect: suppression-unused

# pysecd: ignore[external-weak-hash] a cache key  # expect: suppression-unused
digest = hashlib.sha256(b"").hexdigest()


# pysecd: ignore-file[input-code-injection] nothing is run here  # expect: suppression-unused
def find():
    name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # pysecd: ignore[database, external-weak-hash] shown to nobody  # expect: suppression-unused


# From here on each hides something.


def one_line():
    db.execute(f"SELECT id FROM users WHERE name = '{request.args['n']}'")  # pysecd: ignore[database-sql-injection] checked before


def many_lines():
    db.execute(
        "SELECT id FROM users "  # pysecd: ignore[database-sql-injection] any line of the statement
        f"WHERE name = '{request.args['n']}'"
    )
    db.execute(
        f"SELECT id FROM users WHERE name = '{request.args['n']}'"
    )  # pysecd: ignore[database-sql-injection] its last line


def line_before():
    # pysecd: ignore[database-sql-injection] the statement that follows
    db.execute(f"SELECT id FROM users WHERE name = '{request.args['n']}'")


def head_of_a_compound_statement():
    # pysecd: ignore[database-sql-injection] its head
    for row in db.execute(f"SELECT id FROM users WHERE name = '{request.args['n']}'"):
        print(row)


def comments_of_other_tools():
    name = request.args["n"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec B608
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec [B608]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec: B101, B608 checked
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # noqa
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # noqa: E501, S608
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosemgrep: sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # NOSONAR
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # type: ignore  # noqa: S608
    text = "# nosec"
    db.execute(f"SELECT id FROM users WHERE name = '{name}' -- # nosec")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # noqa: E501  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # nosec B101  # expect: database-sql-injection
    if name:  # nosec
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    return text
