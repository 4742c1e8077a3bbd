"""Values in fields of objects, in the method that sets them and in others."""
import dataclasses
import sqlite3

from flask import request


class Search:
    table = "users"

    def __init__(self, db, name):
        self.db = sqlite3.connect("shop.db")
        self.name = name
        self.query = "SELECT id FROM users"

    def field_of_the_constructor(self):
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")  # expect: database-sql-injection
        #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def field_set_here(self):
        self.name = request.args["name"]  # source
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")  # expect: database-sql-injection

    def field_replaced_here(self):
        self.name = request.args["name"]
        self.name = "guest"
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")

    def other_field_set_here(self):
        self.city = request.args["city"]
        self.name = "guest"
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")

    def class_constant(self):
        self.db.execute(f"SELECT id FROM {self.table}")

    def remember(self):
        self.last = request.args["name"]

    def field_set_in_another_method(self):
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.last}'")  # expect: database-sql-injection

    def constant_field_of_init(self):
        self.db.execute(self.query + " LIMIT 1")

    @property
    def wanted(self):
        return request.args["name"]

    def source_in_a_property(self):
        self.db.execute(f"SELECT id FROM users WHERE name = '{self.wanted}'")  # expect: database-sql-injection


@dataclasses.dataclass
class Filter:
    name: str
    limit: int


def field_of_a_local_object():
    db = sqlite3.connect("shop.db")
    wanted = Filter(request.args["name"], 10)
    db.execute(f"SELECT id FROM users WHERE name = '{wanted.name}'")  # expect: database-sql-injection


def constructor_to_method():
    Search(None, request.args["name"]).field_of_the_constructor()  # expect: database-sql-injection


def number_field_of_a_local_object():
    db = sqlite3.connect("shop.db")
    wanted = Filter("guest", int(request.args["limit"]))
    db.execute(f"SELECT id FROM users LIMIT {wanted.limit}")


class Link:
    @property
    def target(self):
        return self.follow()

    def follow(self):
        return self.target


class FixedLink(Link):
    def follow(self):
        return "guest"


def property_that_rests_on_itself():
    db = sqlite3.connect("shop.db")
    db.execute(f"SELECT id FROM users WHERE name = '{Link().target}'")
    db.execute(f"SELECT id FROM users WHERE name = '{FixedLink().follow()}'")


class Wrapped:
    def __init__(self, wrapped):
        self.wrapped = wrapped

    def wanted(self, name):
        return self.wrapped.args.get(name)

    def values(self):
        return self.wrapped.args

    def harmless(self, name):
        return len(self.wrapped.args.get(name)) * "x"


def request_in_a_wrapper(db: sqlite3.Connection):
    name = Wrapped(request).wanted("name")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def part_of_a_request_in_a_wrapper(db: sqlite3.Connection):
    wrapped = Wrapped(request)
    name = wrapped.values()["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def harmless_of_a_wrapper(db: sqlite3.Connection):
    name = Wrapped(request).harmless("name")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


class Defaults:
    args = {"name": "guest"}


def other_thing_in_a_wrapper(db: sqlite3.Connection):
    name = Wrapped(Defaults()).wanted("name")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")
