"""Objects by their fields: properties, dataclasses, named tuples, class attributes, one object and another."""
import collections
import dataclasses
import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

import attr
from flask import request
from pydantic import BaseModel

db = sqlite3.connect("shop.db")


class Repo:
    table = "users"
    wanted = None

    def __init__(self, name, limit=10):
        self.name = name
        self.limit = limit
        self.rows = []

    def find(self):
        return db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")  # expect: database-dynamic-query
        #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def text(self):
        return f"SELECT id FROM users WHERE name = '{self.name}'"

    def rename(self, name):
        self.name = name
        return self

    def get_name(self):
        return self.name

    def get_limit(self):
        return self.limit

    def add(self, row):
        self.rows.append(row)


class Title:
    def __init__(self):
        self._text = "title"
        self._size = 1

    @property
    def text(self):
        return self._text

    @text.setter
    def text(self, value):
        self._text = value.strip()

    @property
    def size(self):
        return self._size

    @size.setter
    def size(self, value):
        self._size = int(value)

    @property
    def kind(self):
        return "title"


class Child(Repo):
    def __init__(self, name, city):
        super().__init__(name)
        self.city = city

    def by_city(self):
        return "SELECT id FROM users WHERE city = '" + self.city + "'"


class Named(Repo):
    def get_name(self):
        return "named"


class Base:
    def name(self):
        return request.args["name"]


class Overriding(Base):
    def name(self):
        return "guest"


class Calling(Base):
    def name(self):
        return "'" + super().name() + "'"


class Inheriting(Base):
    pass


@dataclass
class Filter:
    name: str
    limit: int = 10
    tags: list = field(default_factory=list)

    def clause(self):
        return "name = '" + self.name + "'"


@dataclasses.dataclass
class Page(Filter):
    title: str = "page"


@attr.s(auto_attribs=True)
class Range:
    low: int
    label: str


class Point(NamedTuple):
    x: int
    label: str


Pair = collections.namedtuple("Pair", ["first", "second"])
Triple = collections.namedtuple("Triple", "a b c")


class Order(BaseModel):
    name: str
    city: str = "Berlin"


class Settings:
    table = "users"
    names = ["a", "b"]

    class Inner:
        column = "id"


def one_object():
    Repo(request.args["name"]).find()  # expect: database-sql-injection


def text_of_one_object():
    db.execute(Repo(request.args["name"]).text())  # expect: database-sql-injection


def text_of_another_object():
    db.execute(Repo("guest").text())


def two_objects():
    first = Repo(request.args["name"])  # source
    second = Repo("guest")
    db.execute(f"SELECT id FROM users WHERE name = '{second.name}'")
    db.execute(f"SELECT id FROM users WHERE name = '{second.get_name()}'")
    db.execute(f"SELECT id FROM users WHERE name = '{first.name}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{first.get_name()}'")  # expect: database-sql-injection


def other_field():
    repo = Repo(request.args["name"], limit=int(request.args["limit"]))
    db.execute(f"SELECT id FROM users LIMIT {repo.limit}")
    db.execute(f"SELECT id FROM users LIMIT {repo.get_limit()}")


def default_of_the_constructor():
    repo = Repo(request.args["name"])
    db.execute(f"SELECT id FROM users LIMIT {repo.limit}")


def set_by_a_method():
    repo = Repo("guest")
    repo.rename(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{repo.name}'")  # expect: database-sql-injection


def set_by_a_method_of_another():
    repo = Repo("guest")
    other = Repo("other")
    other.rename(request.args["name"])
    db.execute(f"SELECT id FROM users WHERE name = '{repo.name}'")


def replaced_by_a_method():
    repo = Repo(request.args["name"])
    repo.rename("guest")
    db.execute(f"SELECT id FROM users WHERE name = '{repo.name}'")


def chained_methods():
    db.execute(Repo("guest").rename(request.args["name"]).text())  # expect: database-sql-injection


def chained_methods_of_constants():
    db.execute(Repo("guest").rename("other").text())


def list_in_a_field():
    repo = Repo("guest")
    repo.add(request.args["name"])  # source
    db.execute("SELECT id FROM users WHERE name = '%s'" % repo.rows[0])  # expect: database-sql-injection


def property_set():
    title = Title()
    title.text = request.args["text"]  # source
    db.execute(f"SELECT id FROM pages WHERE title = '{title.text}'")  # expect: database-sql-injection


def property_not_set():
    title = Title()
    db.execute(f"SELECT id FROM pages WHERE title = '{title.kind}'")


def property_that_converts():
    title = Title()
    title.size = request.args["size"]
    db.execute(f"SELECT id FROM pages WHERE size = {title.size}")


def inherited_constructor():
    child = Child(request.args["name"], "Berlin")  # source
    db.execute(child.by_city())
    db.execute(f"SELECT id FROM users WHERE name = '{child.name}'")  # expect: database-sql-injection


def inherited_constructor_the_other_way():
    child = Child("guest", request.args["city"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{child.name}'")
    db.execute(child.by_city())  # expect: database-sql-injection


def overridden_method():
    db.execute(f"SELECT id FROM users WHERE name = '{Named(request.args['name']).get_name()}'")
    db.execute(f"SELECT id FROM users WHERE name = '{Overriding().name()}'")


def inherited_method():
    db.execute(f"SELECT id FROM users WHERE name = '{Inheriting().name()}'")  # expect: database-sql-injection


def method_that_calls_super():
    db.execute(f"SELECT id FROM users WHERE name = {Calling().name()}")  # expect: database-sql-injection


def dataclass_by_position():
    wanted = Filter(request.args["name"], 20)  # source
    db.execute(f"SELECT id FROM users LIMIT {wanted.limit}")
    db.execute(f"SELECT id FROM users WHERE name = '{wanted.name}'")  # expect: database-sql-injection


def dataclass_method():
    wanted = Filter(name=request.args["name"])
    db.execute("SELECT id FROM users WHERE " + wanted.clause())  # expect: database-sql-injection


def dataclass_of_constants():
    wanted = Filter("guest")
    db.execute("SELECT id FROM users WHERE " + wanted.clause())
    db.execute(f"SELECT id FROM users WHERE name = '{wanted.name}' LIMIT {wanted.limit}")


def dataclass_inherited():
    page = Page("guest", 10, [], request.args["title"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{page.name}'")
    db.execute(f"SELECT id FROM users WHERE title = '{page.title}'")  # expect: database-sql-injection


def dataclass_replaced():
    wanted = dataclasses.replace(Filter("guest"), name=request.args["name"])
    db.execute(f"SELECT id FROM users WHERE name = '{wanted.name}'")  # expect: database-sql-injection


def attrs_class():
    wanted = Range(1, request.args["label"])  # source
    db.execute(f"SELECT id FROM users WHERE low = {wanted.low}")
    db.execute(f"SELECT id FROM users WHERE label = '{wanted.label}'")  # expect: database-sql-injection


def named_tuple_class():
    point = Point(1, request.args["label"])  # source
    db.execute(f"SELECT id FROM points WHERE x = {point.x} OR x = {point[0]}")
    db.execute(f"SELECT id FROM points WHERE label = '{point.label}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM points WHERE label = '{point[1]}'")  # expect: database-sql-injection


def named_tuple_unpacked():
    x, label = Point(1, request.args["label"])
    db.execute(f"SELECT id FROM points WHERE x = {x}")
    db.execute(f"SELECT id FROM points WHERE label = '{label}'")  # expect: database-sql-injection


def named_tuple_function():
    pair = Pair("guest", request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{pair.first}'")
    db.execute(f"SELECT id FROM users WHERE name = '{pair.second}'")  # expect: database-sql-injection


def named_tuple_by_keyword():
    triple = Triple(a="x", b=request.args["b"], c="z")  # source
    first, second, third = triple
    db.execute(f"SELECT id FROM users WHERE name = '{triple.c}{first}{third}'")
    db.execute(f"SELECT id FROM users WHERE name = '{second}'")  # expect: database-sql-injection


def model_built_here():
    order = Order(name=request.args["name"])  # source
    db.execute(f"SELECT id FROM orders WHERE city = '{order.city}'")
    db.execute(f"SELECT id FROM orders WHERE name = '{order.name}'")  # expect: database-sql-injection


def class_constants():
    db.execute(f"SELECT {Settings.Inner.column} FROM {Settings.table} WHERE name = '{Settings.names[0]}'")
    db.execute(f"SELECT id FROM {Repo.table}")


def class_attribute_set():
    Repo.wanted = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{Repo.wanted}'")  # expect: database-sql-injection


def attribute_by_name():
    repo = Repo(request.args["name"], 5)  # source
    db.execute(f"SELECT id FROM users LIMIT {getattr(repo, 'limit')}")
    db.execute(f"SELECT id FROM users WHERE name = '{getattr(repo, 'name')}'")  # expect: database-sql-injection


def attribute_set_by_name():
    repo = Repo("guest")
    setattr(repo, "name", request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{repo.name}'")  # expect: database-sql-injection


def attribute_set_from_outside():
    repo = Repo("guest")
    repo.name = request.args["name"]  # source
    db.execute(repo.text())  # expect: database-sql-injection
