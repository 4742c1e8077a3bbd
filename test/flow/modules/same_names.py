# Modules and functions of one name in several packages, and imports that mean nothing here.
#-- first/__init__.py
#-- first/query.py
import sqlite3


def run(sql):
    return sqlite3.connect("first.db").execute(sql)


#-- first/views.py
from flask import request

from . import query
from .query import run


def sink_of_this_package():
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


def sink_by_module():
    query.run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


#-- second/__init__.py
#-- second/query.py
def run(sql):
    return len(sql)


#-- second/views.py
from flask import request

from . import query
from .query import run


def no_sink_in_this_package():
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")
    query.run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


#-- second/deep/__init__.py
#-- second/deep/views.py
from flask import request

from ...first.query import run
from .. import query
from ..query import run as run_second
from ....first.query import run as beyond_the_top
from ........nowhere import run as far_beyond


def parent_package():
    query.run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")
    run_second("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def sibling_of_the_parent_package():
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


def beyond_the_workspace():
    beyond_the_top("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")
    far_beyond("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


#-- sqlite3_tools.py
import sqlite3
from flask import request


def library_stays_a_library():
    sqlite3.connect("shop.db").execute("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


#-- third/__init__.py
#-- third/json.py
def loads(text):
    return "guest"


#-- third/views.py
import json
import sqlite3

from flask import request

from . import json as own


def the_library_not_the_neighbour():
    name = json.loads(request.args["name"])
    sqlite3.connect("shop.db").execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def the_neighbour():
    name = own.loads(request.args["name"])
    sqlite3.connect("shop.db").execute(f"SELECT id FROM users WHERE name = '{name}'")


#-- importing_itself.py
import sqlite3

from flask import request

import importing_itself


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


def through_the_own_module():
    importing_itself.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
