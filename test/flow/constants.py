"""Text made of nothing but the program's own constants is no injection, however it is made."""
import os
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

TABLE = "users"
COLUMNS = ("id", "name", "city")
SORT = {"name": "name ASC", "newest": "created DESC"}
LIMIT = 50
BASE = "SELECT %s FROM %s" % (", ".join(COLUMNS), TABLE)


def module_constant():
    db.execute("SELECT id FROM " + TABLE)
    db.execute(f"SELECT id FROM {TABLE} WHERE name = '{COLUMNS[1]}' LIMIT {LIMIT}")
    db.execute(BASE + " LIMIT 1")


def formatted_constants():
    db.execute("SELECT {} FROM {table}".format(COLUMNS[0], table=TABLE))
    db.execute("SELECT %(column)s FROM users" % {"column": COLUMNS[-1]})
    db.execute(" ".join(["SELECT", "id", "FROM", TABLE]))


def arithmetic():
    size = 10 * 4 + LIMIT % 7
    db.execute(f"SELECT id FROM users WHERE name = 'x' LIMIT {size} OFFSET {-(-size // 3)}")


def slices_and_methods():
    name = "user-guest"
    db.execute("SELECT id FROM users WHERE name = '" + name[5:].upper() + "'")
    db.execute("SELECT id FROM users WHERE name = '%s'" % name.replace("user-", "").strip())


def chosen_from_constants_by_request_data():
    order = SORT[request.args["sort"]]
    db.execute(f"SELECT id FROM users ORDER BY {order}")


def chosen_with_a_default():
    order = SORT.get(request.args.get("sort"), "id")
    db.execute(f"SELECT id FROM users ORDER BY {order}")


def chosen_by_a_number_from_the_request():
    column = COLUMNS[int(request.args["column"])]
    db.execute(f"SELECT {column} FROM users")


def path_of_the_program():
    db.execute(f"ATTACH DATABASE '{os.path.join(os.path.dirname(__file__), 'archive.db')}' AS archive")


def result_of_a_comparison():
    wanted = request.args["name"] == "guest"
    db.execute(f"SELECT id FROM users WHERE guest = {wanted}")


def length_of_request_data():
    db.execute(f"SELECT id FROM users WHERE length(name) = {len(request.args['name'])}")


def default_is_request_data():
    order = SORT.get(request.args["sort"], request.args["sort"])  # source
    db.execute(f"SELECT id FROM users ORDER BY {order}")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def key_of_the_table_instead_of_its_value():
    sort = request.args["sort"]  # source
    order = SORT.get(sort)
    db.execute(f"SELECT id FROM users ORDER BY {sort}")  # expect: database-sql-injection
    return order


def constant_and_request_data():
    name = request.args["name"]  # source
    db.execute("SELECT %s FROM %s WHERE name = '%s'" % (COLUMNS[0], TABLE, name))  # expect: database-sql-injection
