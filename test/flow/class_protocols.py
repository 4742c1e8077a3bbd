"""Objects of the program's own classes: fields set elsewhere, operators, calls, items, properties."""
import collections
import dataclasses
import enum
import functools
import sqlite3
import types
import typing

from flask import request

db = sqlite3.connect("shop.db")


class Notifier:
    notifier = None
    table = "users"
    wanted = None

    def __init__(self):
        self.cursor = None

    def connect(self, cursor, notifier):
        self.cursor = cursor
        self.notifier = notifier

    def notify(self, name):
        if self.notifier:
            db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query
        if self.cursor is not None:
            db.execute(f"SELECT name FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def constant(self):
        db.execute(f"SELECT id FROM {self.table}")

    def set_outside(self, name):
        if self.wanted is not None:
            db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


def set_up(notifier: Notifier):
    notifier.wanted = True


class Search:
    def __init__(self, table):
        self.table = table

    def __call__(self, name):
        return db.execute(f"SELECT id FROM {self.table} WHERE name = '{name}'")  # expect: database-dynamic-query


class Adder:
    def __call__(self, name):
        return "name = '" + name + "'"


class Row:
    def __init__(self):
        self.values = {}

    def __setitem__(self, key, value):
        self.values[key] = value

    def __getitem__(self, key):
        return self.values[key]

    def __contains__(self, key):
        return key in self.values


class Constants:
    def __getitem__(self, key):
        return "users"

    def __getattr__(self, name):
        return "orders"

    def __iter__(self):
        return iter(["id", "name"])

    def __str__(self):
        return "city"

    def __len__(self):
        return 3


class FromRequest:
    def __getitem__(self, key):
        return request.args[key]

    def __getattr__(self, name):
        return request.args[name]

    def __iter__(self):
        for name in request.args.getlist("name"):
            yield name

    def __str__(self):
        return request.args["name"]


class Counted:
    def __init__(self, names):
        self.names = names
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.at += 1
        return self.names[self.at]


class Account:
    def __init__(self):
        self._name = "guest"
        self._limit = 0

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @property
    def limit(self):
        return self._limit

    @limit.setter
    def limit(self, value):
        self._limit = int(value)


class Query:
    def __init__(self, text):
        self.text = text

    def __add__(self, other):
        return Query(self.text + other)

    def where(self, text):
        self.text += " WHERE " + text
        return self


@dataclasses.dataclass
class Order:
    name: str
    table: str = "orders"
    limit: int = 10
    tags: list = dataclasses.field(default_factory=list)


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Filter(typing.TypedDict):
    name: str
    table: str


class Point(typing.NamedTuple):
    label: str
    table: str = "points"


def counted_calls(cls):
    cls.calls = 0
    return cls


@counted_calls
class Decorated:
    def __init__(self, name):
        self.name = name

    def run(self):
        db.execute(f"SELECT id FROM users WHERE name = '{self.name}'")  # expect: database-dynamic-query


def called_object():
    Search("users")(request.args["name"])  # expect: database-sql-injection
    Search("users")("guest")
    search = Search("users")
    search(request.args["name"])  # expect: database-sql-injection


def called_object_result():
    where = Adder()(request.args["name"])
    db.execute("SELECT id FROM users WHERE " + Adder()("guest"))
    db.execute("SELECT id FROM users WHERE " + where)  # expect: database-sql-injection


def items():
    row = Row()
    row["name"] = request.args["name"]
    row["city"] = "Berlin"
    db.execute(f"SELECT id FROM users WHERE name = '{row['name']}'")  # expect: database-sql-injection


def constant_items():
    known = Constants()
    db.execute(f"SELECT id FROM {known[request.args['name']]}")
    db.execute(f"SELECT id FROM {known.anything}")
    for column in known:
        db.execute(f"SELECT {column} FROM users")
    db.execute(f"SELECT {known} FROM users LIMIT {len(known)}")
    db.execute("SELECT " + str(known) + " FROM users")


def requested_items():
    asked = FromRequest()
    db.execute(f"SELECT id FROM users WHERE name = '{asked['name']}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{asked.name}'")  # expect: database-sql-injection
    for name in asked:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{asked}'")  # expect: database-sql-injection


def own_iterator():
    for name in Counted(request.args.getlist("name")):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    for name in Counted(["guest"]):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def property_with_a_setter():
    account = Account()
    db.execute(f"SELECT id FROM users WHERE name = '{account.name}'")
    account.name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{account.name}'")  # expect: database-sql-injection


def converting_setter():
    account = Account()
    account.limit = request.args["limit"]
    db.execute(f"SELECT id FROM users LIMIT {account.limit}")


def operators():
    query = Query("SELECT id FROM users") + request.args["where"]
    db.execute((Query("SELECT id FROM users") + " LIMIT 1").text)
    db.execute(query.text)  # expect: database-sql-injection


def fluent():
    db.execute(Query("SELECT id FROM users").where("id = 1").text)
    db.execute(Query("SELECT id FROM users").where(request.args["where"]).text)  # expect: database-sql-injection


def dataclass_fields():
    order = Order(request.args["name"])  # source
    db.execute(f"SELECT id FROM {order.table} LIMIT {order.limit}")
    db.execute(f"SELECT id FROM orders WHERE name = '{order.name}'")  # expect: database-sql-injection
    order.tags.append(request.args["tag"])
    db.execute(f"SELECT id FROM orders WHERE tag = '{order.tags[0]}'")  # gap: database-sql-injection  # expect: database-dynamic-query


def dataclass_copies():
    order = Order(request.args["name"])  # source
    other = dataclasses.replace(order, name="guest")
    fields = dataclasses.asdict(order)
    db.execute(f"SELECT id FROM {fields['table']}")  # false: database-sql-injection
    db.execute(f"SELECT id FROM orders WHERE name = '{fields['name']}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM orders WHERE name = '{other.name}'")  # false: database-sql-injection


def enum_members():
    db.execute(f"SELECT id FROM cars WHERE color = '{Color.RED.value}'")
    db.execute(f"SELECT id FROM cars WHERE color = '{Color(request.args['color']).value}'")
    db.execute(f"SELECT id FROM cars WHERE color = '{Color[request.args['color']].name}'")


def typed_dict():
    wanted: Filter = {"name": request.args["name"], "table": "users"}  # source
    made = Filter(name=request.args["name"], table="users")
    db.execute(f"SELECT id FROM {wanted['table']}")
    db.execute(f"SELECT id FROM {made['table']}")
    db.execute(f"SELECT id FROM users WHERE name = '{wanted['name']}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{made['name']}'")  # gap: database-sql-injection  # expect: database-dynamic-query


def named_tuple():
    point = Point(request.args["label"])  # source
    db.execute(f"SELECT id FROM {point.table}")
    db.execute(f"SELECT id FROM points WHERE label = '{point.label}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM {point._replace(label='x').label}")  # false: database-sql-injection


def simple_namespace():
    space = types.SimpleNamespace(name=request.args["name"], table="users")  # source
    db.execute(f"SELECT id FROM {space.table}")  # false: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{space.name}'")  # expect: database-sql-injection
    space.name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{space.name}'")  # false: database-sql-injection


def decorated_class():
    Decorated(request.args["name"]).run()  # expect: database-sql-injection
    Decorated("guest").run()
