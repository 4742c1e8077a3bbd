# Packages: names handed on by __init__, submodules as attributes, packages without __init__.
#-- shop/__init__.py
from .storage import run
from .storage.files import read_all as read_everything
from .web import *
from .constants import TABLE as USERS

__all__ = ["run", "read_everything", "USERS"]

#-- shop/constants.py
TABLE = "users"

#-- shop/storage/__init__.py
from .sql import run, run_many

#-- shop/storage/sql.py
import sqlite3


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


def run_many(sql, rows):
    return sqlite3.connect("shop.db").executemany(sql, rows)


#-- shop/storage/files.py
def read_all(path):
    with open(path) as file:
        return file.read()


#-- shop/web/__init__.py
from shop.web.forms import wanted

#-- shop/web/forms.py
from flask import request


def wanted():
    return request.args["name"]  # source


#-- use_reexports.py
import shop
import shop.storage
from shop import USERS, run, wanted
from shop.storage import run_many


def handed_on_twice():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def as_attributes_of_the_package():
    shop.run("SELECT id FROM users WHERE name = '" + shop.wanted() + "'")  # expect: database-sql-injection


def attribute_of_a_subpackage():
    shop.storage.run("SELECT id FROM users WHERE name = '" + shop.wanted() + "'")  # expect: database-sql-injection


def second_name():
    run_many("INSERT INTO users VALUES ('" + wanted() + "')", [])  # expect: database-sql-injection


def constant_handed_on():
    run("SELECT id FROM " + USERS)
    run("SELECT id FROM " + shop.USERS)


#-- use_submodules.py
import shop.storage.sql
import shop.web.forms


def submodules_by_full_name():
    name = shop.web.forms.wanted()
    shop.storage.sql.run("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-sql-injection


def constant_by_full_name():
    shop.storage.sql.run("SELECT id FROM " + shop.USERS)


#-- use_submodule_of_another_import.py
import shop
from shop.web import forms


def submodule_that_the_package_imports():
    shop.storage.run("SELECT id FROM users WHERE name = '" + forms.wanted() + "'")  # expect: database-sql-injection


#-- plain/tools/sql.py
import sqlite3


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


#-- plain/tools/names.py
from flask import request


def wanted():
    return request.args["name"]  # source


def default():
    return "guest"


#-- use_namespace_package.py
import plain.tools.sql
from plain.tools import names
from plain.tools.names import default


def without_init_files():
    plain.tools.sql.run("SELECT id FROM users WHERE name = '" + names.wanted() + "'")  # expect: database-sql-injection


def harmless_value():
    plain.tools.sql.run("SELECT id FROM users WHERE name = '" + default() + "'")
