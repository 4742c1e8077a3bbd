# Values of a module's names in other modules: constants are harmless and decide branches.
#-- project/__init__.py
#-- project/settings.py
import os

TABLE = "users"
COLUMNS = ("id", "name", "city")
LIMIT = 100
QUERY = "SELECT id FROM " + TABLE
DEBUG = False
VERBOSE = True
DATABASES = {"default": {"TABLE": "users", "LIMIT": 10}}
SECRET = os.environ["SECRET"]
ORDER = None


class Names:
    TABLE = "users"


#-- project/local_settings.py
from project.settings import *

TABLE = "local_users"

#-- project/requested.py
from flask import request

NAME = request.args["name"]

#-- project/by_name.py
import sqlite3

from flask import request

from project.settings import COLUMNS, DATABASES, DEBUG, LIMIT, QUERY, TABLE, VERBOSE, Names

db = sqlite3.connect("shop.db")


def text_constants():
    db.execute("SELECT id FROM " + TABLE)
    db.execute(f"SELECT id FROM {TABLE} LIMIT {LIMIT}")
    db.execute(QUERY + " LIMIT 1")
    db.execute("SELECT %s FROM users" % ", ".join(COLUMNS))
    db.execute("SELECT id FROM " + DATABASES["default"]["TABLE"])
    db.execute("SELECT id FROM " + Names.TABLE)


def chosen_from_a_constant_list():
    column = request.args["column"]
    if column not in COLUMNS:
        return
    db.execute(f"SELECT {column} FROM users")


def not_chosen_from_it():
    column = request.args["column"]
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def dead_branch():
    if DEBUG:
        db.execute("SELECT '" + request.args["name"] + "'")


def live_branch():
    if VERBOSE:
        db.execute("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


#-- project/by_module.py
import sqlite3

from flask import request

from project import local_settings, requested, settings

db = sqlite3.connect("shop.db")


def text_constants():
    db.execute("SELECT id FROM " + settings.TABLE)
    db.execute(f"SELECT id FROM {settings.TABLE} LIMIT {settings.LIMIT}")
    db.execute("SELECT id FROM " + settings.Names.TABLE)


def constants_of_a_star():
    db.execute("SELECT id FROM " + local_settings.TABLE)
    db.execute(local_settings.QUERY)


def dead_branch():
    if settings.DEBUG:
        db.execute("SELECT '" + request.args["name"] + "'")


def live_branch():
    if settings.VERBOSE and not settings.DEBUG:
        db.execute("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def request_data_in_a_module_name():
    db.execute("SELECT '" + requested.NAME + "'")  # expect: database-sql-injection


#-- project/changed.py
import sqlite3

from flask import request

MODE = "safe"


def change():
    global MODE
    MODE = request.args["mode"]


#-- project/reads_changed.py
import sqlite3

from project import changed
from project.changed import MODE


def assigned_by_a_function_of_its_module():
    sqlite3.connect("shop.db").execute("SELECT '" + changed.MODE + "'")  # expect: database-dynamic-query


def imported_before_it_is_assigned():
    sqlite3.connect("shop.db").execute("SELECT '" + MODE + "'")  # false: database-dynamic-query
