# Classes of other modules: constructors, fields, methods, and bases in further files.
#-- shop/__init__.py
#-- shop/base.py
import sqlite3

from flask import request


class Repository:
    table = "users"

    def __init__(self, name):
        self.db = sqlite3.connect("shop.db")
        self.name = name

    def run(self, sql):
        return self.db.execute(sql)

    def find(self):
        return self.db.execute("SELECT id FROM users WHERE name = ?", (self.name,))

    def find_unsafely(self):
        return self.db.execute("SELECT id FROM users WHERE name = '" + self.name + "'")  # expect: database-dynamic-query

    def wanted(self):
        return request.args["name"]  # source

    @property
    def asked(self):
        return request.args["name"]  # source

    @staticmethod
    def quoted(name):
        return str(int(name))

    @classmethod
    def named(cls, name):
        return cls(name)


class Plain:
    def run(self, sql):
        return len(sql)


#-- shop/middle.py
from shop.base import Repository


class Users(Repository):
    pass


class Counting(Repository):
    def run(self, sql):
        return len(sql)


#-- shop/leaf.py
from shop.middle import Counting, Users


class Admins(Users):
    def search(self, name):
        return self.run("SELECT id FROM users WHERE name = '" + name + "'")

    def search_wanted(self):
        return self.run("SELECT id FROM users WHERE name = '" + self.wanted() + "'")  # expect: database-sql-injection

    def search_asked(self):
        return self.run("SELECT id FROM users WHERE name = '" + self.asked + "'")  # expect: database-sql-injection

    def search_table(self):
        return self.run("SELECT id FROM " + self.table)

    def through_super(self):
        return super().run("SELECT id FROM users WHERE name = '" + self.wanted() + "'")  # expect: database-sql-injection


class Counted(Counting):
    def search_wanted(self):
        return self.run("SELECT id FROM users WHERE name = '" + self.wanted() + "'")


#-- shop/use.py
from flask import request

from shop import leaf
from shop.base import Plain, Repository
from shop.leaf import Admins
from shop.middle import Users as People


def method_of_an_imported_class():
    Repository("guest").run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def method_of_an_object_in_a_variable():
    users = Repository("guest")
    users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def inherited_method():
    People("guest").run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def inherited_over_two_files():
    users = leaf.Admins("guest")
    users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def own_method_over_an_inherited_one():
    Admins("guest").search(request.args["name"])  # expect: database-sql-injection


def value_of_a_method():
    users = Admins("guest")
    users.run("SELECT '" + users.wanted() + "'")  # expect: database-sql-injection


def value_of_a_property():
    users = Admins("guest")
    users.run("SELECT '" + users.asked + "'")  # expect: database-sql-injection


def value_of_a_field():
    users = Repository(request.args["name"])  # source
    Repository("guest").run("SELECT '" + users.name + "'")  # expect: database-sql-injection


def constructor_argument_to_the_sink():
    Repository(request.args["name"]).find_unsafely()  # expect: database-sql-injection


def bound_in_the_method():
    Repository(request.args["name"]).find()


def class_constant():
    users = Repository("guest")
    users.run("SELECT id FROM " + users.table)
    users.run("SELECT id FROM " + Repository.table)


def method_of_another_class():
    Plain().run("SELECT '" + request.args["name"] + "'")


def static_method_that_converts():
    users = Repository("guest")
    users.run("SELECT id FROM users WHERE id = " + Repository.quoted(request.args["id"]))


def made_by_a_class_method():
    users = Repository.named("guest")
    users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def overridden_without_a_sink():
    leaf.Counting("guest").run("SELECT '" + request.args["name"] + "'")


def annotated_parameter(users: Repository):
    users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def annotated_with_the_harmless_one(users: Plain):
    users.run("SELECT '" + request.args["name"] + "'")


#-- shop/objects.py
from shop.base import Repository
from shop.leaf import Admins

users = Repository("guest")


def make():
    return Admins("guest")


#-- shop/use_objects.py
from flask import request

from shop import objects
from shop.objects import make, users


def object_of_another_module():
    users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
    objects.users.run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def object_from_a_factory():
    make().run("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection
    objects.make().search(request.args["name"])  # expect: database-sql-injection


def harmless_query_of_the_object():
    users.run("SELECT id FROM " + users.table)
