"""A test narrows a value on the branch where it holds, and nowhere else."""
import re
import sqlite3
import sys

from flask import abort, redirect, request

db = sqlite3.connect("shop.db")

COLUMNS = ("id", "name", "city")


def member_of_constants():
    column = request.args["column"]
    if column in COLUMNS:
        db.execute(f"SELECT {column} FROM users")


def returns_unless_member():
    column = request.args["column"]
    if column not in COLUMNS:
        return None
    return db.execute(f"SELECT {column} FROM users")


def raises_unless_member():
    column = request.args["column"]
    if column not in {"id", "name"}:
        raise ValueError("no such column")
    db.execute(f"SELECT {column} FROM users")


def aborts_unless_member():
    column = request.args["column"]
    if column not in COLUMNS:
        abort(400)
    db.execute(f"SELECT {column} FROM users")


def exits_unless_member():
    column = request.args["column"]
    if column not in COLUMNS:
        sys.exit("no such column")
    db.execute(f"SELECT {column} FROM users")


def redirects_unless_member():
    column = request.args["column"]
    if column not in COLUMNS:
        return redirect("/")
    return db.execute(f"SELECT {column} FROM users")


def replaces_unless_member():
    column = request.args["column"]
    if column not in COLUMNS:
        column = "id"
    db.execute(f"SELECT {column} FROM users")


def continues_unless_member():
    for column in request.args.getlist("column"):
        if column not in COLUMNS:
            continue
        db.execute(f"SELECT {column} FROM users")


def equal_to_a_constant():
    direction = request.args["direction"]
    if direction == "ASC" or direction == "DESC":
        db.execute(f"SELECT id FROM users ORDER BY name {direction}")


def unequal_to_both_leaves():
    direction = request.args["direction"]
    if direction != "ASC" and direction != "DESC":
        return None
    return db.execute(f"SELECT id FROM users ORDER BY name {direction}")


def digits_only():
    number = request.args["id"]
    if not number.isdigit():
        abort(400)
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def letters_and_digits_only():
    name = request.args["name"]
    if name.isalnum():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def an_identifier():
    table = request.args["table"]
    if not table.isidentifier():
        raise ValueError("no such table")
    db.execute(f"SELECT id FROM {table}")


def two_guards_joined_by_and():
    column = request.args["column"]
    if len(column) < 20 and column in COLUMNS:
        db.execute(f"SELECT {column} FROM users")


def matched_in_full():
    name = request.args["name"]
    if not re.fullmatch(r"[a-z_]+", name):
        abort(400)
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def matched_with_anchors():
    name = request.args["name"]
    if re.match(r"^\w+\Z", name) is None:
        return None
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def guarded_in_a_ternary():
    column = request.args["column"]
    column = column if column in COLUMNS else "id"
    db.execute(f"SELECT {column} FROM users")


def a_number_by_type():
    number = request.get_json()["id"]
    if not isinstance(number, int):
        abort(400)
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def asserted():
    column = request.args["column"]
    assert column in COLUMNS  # expect: exception-assert-for-validation
    db.execute(f"SELECT {column} FROM users")


def guard_of_another_name():
    column = request.args["column"]  # source
    other = request.args["other"]
    if other in COLUMNS:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def other_branch_of_the_guard():
    column = request.args["column"]  # source
    if column in COLUMNS:
        print("known")
    else:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def guard_that_does_not_leave():
    column = request.args["column"]  # source
    if column not in COLUMNS:
        print("unknown column")
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def guard_that_comes_too_late():
    column = request.args["column"]  # source
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection
    if column not in COLUMNS:
        abort(400)


def value_replaced_after_the_guard():
    column = request.args["column"]
    if column not in COLUMNS:
        abort(400)
    column = request.args["other"]  # source
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def guards_joined_by_or(admin: bool):
    column = request.args["column"]  # source
    if admin or column in COLUMNS:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def member_of_request_data():
    column = request.args["column"]  # source
    if column in request.args.getlist("columns"):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def substring_of_a_constant_is_no_guard_of_its_own():
    column = request.args["column"]  # source
    if "name" in column:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def merely_not_empty():
    column = request.args.get("column")  # source
    if not column:
        abort(400)
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def unequal_to_a_constant():
    name = request.args["name"]  # source
    if name != "admin":
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def prefix_only():
    name = request.args["name"]  # source
    if name.startswith("user_"):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def matched_without_an_end():
    name = request.args["name"]  # source
    if re.match(r"[a-z]+", name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def matched_by_a_class_that_admits_quotes():
    name = request.args["name"]  # source
    if re.fullmatch(r"[^\n]+", name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def guard_undone_by_a_loop():
    column = "id"
    for candidate in request.args.getlist("column"):  # source
        if candidate in COLUMNS:
            print("known")
        column = candidate
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection
