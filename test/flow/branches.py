"""Each branch has its own state; where branches meet, either may have been taken."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def one_branch_taints(full: bool):
    clause = "1 = 1"
    if full:
        clause = "name = '" + request.args["name"] + "'"  # source
    db.execute("SELECT id FROM users WHERE " + clause)  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def one_branch_cleans(full: bool):
    name = request.args["name"]  # source
    if full:
        name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def last_of_three_taints(mode: int):
    if mode == 1:
        name = "admin"
    elif mode == 2:
        name = "guest"
    else:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def nested_branches(a: bool, b: bool):
    name = "guest"
    if a:
        if b:
            name = request.form["name"]  # source
        else:
            name = "admin"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def sink_in_the_tainted_branch(full: bool):
    name = "guest"
    if full:
        name = request.args["name"]  # source
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    else:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def conditional_expression(full: bool):
    name = request.args["name"] if full else "guest"  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def default_by_or():
    name = request.args.get("name") or "guest"  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def both_branches_clean(full: bool):
    name = request.args["name"]
    if full:
        name = "admin"
    else:
        name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tainted_branch_leaves(full: bool):
    name = "guest"
    if full:
        name = request.args["name"]
        return name
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tainted_branch_raises(full: bool):
    name = "guest"
    if full:
        name = request.args["name"]
        raise ValueError(name)
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def constants_chosen_by_request():
    if request.args.get("order") == "desc":
        direction = "DESC"
    else:
        direction = "ASC"
    db.execute(f"SELECT id FROM users ORDER BY name {direction}")


def constant_chosen_in_an_expression():
    direction = "DESC" if request.args.get("order") == "desc" else "ASC"
    db.execute("SELECT id FROM users ORDER BY name " + direction)


def constants_chosen_by_and_or():
    direction = request.args.get("order") == "desc" and "DESC" or "ASC"
    db.execute("SELECT id FROM users ORDER BY name " + direction)


def clauses_of_constants(active: bool, limit: int):
    query = "SELECT id FROM users WHERE 1 = 1"
    if active:
        query += " AND active = 1"
    if limit:
        query += " LIMIT 10"
    db.execute(query)
