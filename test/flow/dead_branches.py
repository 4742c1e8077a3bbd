"""Code that cannot run carries nothing."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

DEBUG = False


def never_true():
    name = "guest"
    if False:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def module_switch():
    name = "guest"
    if DEBUG:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def computed_test():
    number = 7
    if number * 2 > 10:
        name = "guest"
    else:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def constant_ternary():
    name = "guest" if 40 + 2 == 42 else request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def constant_and_or():
    name = "guest" or request.args["name"]
    other = "" and request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}{other}'")


def matched_literal():
    name = request.args["name"]
    match "ABC"[1]:
        case "A":
            name = request.args["name"]
        case "B" | "C":
            name = "guest"
        case _:
            name = request.args["other"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def matched_wildcard():
    match 3:
        case 1 | 2:
            name = request.args["name"]
        case _:
            name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def matched_with_guard():
    name = "guest"
    match 3:
        case number if number > 5:
            name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def loop_that_never_runs():
    name = "guest"
    while False:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def after_return():
    return None
    db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def after_raise():
    raise NotImplementedError
    db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def after_continue():
    for _ in range(3):
        continue
        db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def after_endless_loop():
    while True:
        print("waiting")
    db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def computed_test_the_other_way():
    number = 7
    if number * 2 > 100:
        name = "guest"
    else:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def matched_literal_the_other_way():
    match "ABC"[0]:
        case "A" | "B":
            name = request.args["name"]  # source
        case _:
            name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def unknown_test(flag: bool):
    name = "guest"
    if flag:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def matched_unknown(mode: int):
    match mode:
        case 1:
            name = "admin"
        case _:
            name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def endless_loop_left_by_break():
    while True:
        name = request.args["name"]  # source
        if len(name) > 3:
            break
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
