# Where absolute imports are looked up: in src/, beside a script, from several roots.
#-- src/store/__init__.py
#-- src/store/db.py
import sqlite3


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


#-- src/store/views.py
from flask import request

from store.db import run
from store import names


def inside_src():
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


def harmless_inside_src():
    run("SELECT id FROM users WHERE name = '" + names.default() + "'")


#-- src/store/names.py
def default():
    return "guest"


#-- tests/test_views.py
from flask import request
from store.db import run
from store.names import default


def from_tests_into_src():
    run("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


def harmless_from_tests():
    run("SELECT id FROM users WHERE name = '" + default() + "'")


#-- tools/helper.py
import sqlite3

from flask import request


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


def wanted():
    return request.args["name"]  # source


#-- tools/script.py
import helper
from helper import wanted


def module_beside_the_script():
    helper.run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


#-- services/billing/app/__init__.py
#-- services/billing/app/query.py
import sqlite3


def run(sql):
    return sqlite3.connect("billing.db").execute(sql)


#-- services/billing/main.py
from flask import request

from app.query import run


def own_app():
    run("SELECT id FROM bills WHERE name = '" + request.args["name"] + "'")  # expect: database-sql-injection


#-- services/mail/app/__init__.py
#-- services/mail/app/query.py
def run(sql):
    return len(sql)


#-- services/mail/main.py
from flask import request

from app.query import run


def app_of_the_other_service_has_the_sink():
    run("SELECT id FROM mails WHERE name = '" + request.args["name"] + "'")
