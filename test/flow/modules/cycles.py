# Modules that import each other.
#-- two/__init__.py
#-- two/storage.py
import sqlite3

from two import views


def run(sql):
    return sqlite3.connect("shop.db").execute(sql)


def run_requested():
    run("SELECT '" + views.wanted() + "'")  # expect: database-sql-injection


def run_default():
    run("SELECT '" + views.default() + "'")


#-- two/views.py
from flask import request

from two import storage


def wanted():
    return request.args["name"]  # source


def default():
    return "guest"


def show():
    storage.run("SELECT '" + wanted() + "'")  # expect: database-sql-injection


def show_default():
    storage.run("SELECT '" + default() + "'")


#-- three/__init__.py
#-- three/first.py
from three import second, third


def descend(sql, depth):
    if depth == 0:
        return third.execute(sql)
    return second.descend(sql, depth - 1)


def collect(depth):
    if depth == 0:
        return "guest"
    return second.collect(depth - 1)


def harmless(depth):
    return "guest" if depth == 0 else second.harmless(depth - 1)


#-- three/second.py
from three import third


def descend(sql, depth):
    return third.descend(sql, depth)


def collect(depth):
    return third.collect(depth)


def harmless(depth):
    return third.harmless(depth)


#-- three/third.py
import sqlite3

from flask import request

from three import first


def execute(sql):
    return sqlite3.connect("shop.db").execute(sql)


def descend(sql, depth):
    return first.descend(sql, depth)


def collect(depth):
    if depth > 10:
        return request.args["name"]  # source
    return first.collect(depth)


def harmless(depth):
    return first.harmless(depth)


#-- uses_three.py
from flask import request

from three import first, second, third


def sink_around_the_cycle():
    first.descend("SELECT '" + request.args["name"] + "'", 3)  # expect: database-sql-injection
    second.descend("SELECT '" + request.args["name"] + "'", 3)  # expect: database-sql-injection
    third.descend("SELECT '" + request.args["name"] + "'", 3)  # expect: database-sql-injection


def source_around_the_cycle():
    third.execute("SELECT '" + first.collect(3) + "'")  # expect: database-sql-injection
    third.execute("SELECT '" + second.collect(3) + "'")  # expect: database-sql-injection


def harmless_around_the_cycle():
    third.execute("SELECT '" + first.harmless(3) + "'")
    third.execute("SELECT '" + third.harmless(3) + "'")


def bound():
    third.execute("SELECT 1")


#-- late/__init__.py
#-- late/models.py
import sqlite3


class Row:
    def __init__(self, name):
        self.name = name

    def save(self):
        from late.services import store

        store(self)

    def run(self, sql):
        sqlite3.connect("shop.db").execute(sql)


#-- late/services.py
from flask import request

from late.models import Row


def store(row):
    row.run("INSERT INTO users VALUES (1)")


def find():
    row = Row(request.args["name"])  # source
    row.run("SELECT '" + row.name + "'")  # expect: database-sql-injection


def find_default():
    row = Row("guest")
    row.run("SELECT '" + row.name + "'")


#-- bases/__init__.py
#-- bases/parent.py
import sqlite3


class Parent:
    def run(self, sql):
        sqlite3.connect("shop.db").execute(sql)

    def child(self):
        from bases.child import Child

        return Child()


#-- bases/child.py
from flask import request

from bases.parent import Parent


class Child(Parent):
    def show(self):
        self.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
        self.child().run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
        self.run("SELECT 'guest'")
