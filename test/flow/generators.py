"""Generators, coroutines and context managers: what they yield, are sent and return."""
import contextlib
import sqlite3

import aiosqlite
from flask import request

db = sqlite3.connect("shop.db")
adb = aiosqlite.connect("shop.db")


def names():
    yield "guest"
    yield request.args["name"]


def constants():
    yield "guest"
    yield "admin"


def all_names():
    yield from constants()
    yield from names()


def all_constants():
    yield from constants()
    yield from ["root"]


def with_result():
    yield 1
    return request.args["name"]


def delegating():
    name = yield from with_result()
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def receiving():
    while True:
        name = yield
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


def receiving_and_binding():
    while True:
        name = yield
        db.execute("SELECT id FROM users WHERE name = ?", (name,))


async def later():
    yield request.args["name"]


async def later_constants():
    yield "guest"


@contextlib.contextmanager
def wanted():
    yield request.args["name"]


@contextlib.contextmanager
def table():
    try:
        yield "users"
    finally:
        db.commit()


@contextlib.asynccontextmanager
async def wanted_later():
    yield request.args["name"]


class Wanted:
    def __enter__(self):
        return request.args["name"]

    def __exit__(self, kind, value, trace):
        return False


class Itself:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, trace):
        return False


class Table:
    def __enter__(self):
        return "users"

    def __exit__(self, kind, value, trace):
        return False


def loop_over_a_generator():
    for name in names():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    for name in constants():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def delegated():
    for name in all_names():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    for name in all_constants():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def next_of_a_generator():
    db.execute(f"SELECT id FROM users WHERE name = '{next(names())}'")  # expect: database-sql-injection
    db.execute(f"SELECT id FROM users WHERE name = '{next(constants())}'")
    db.execute(f"SELECT id FROM users WHERE name = '{list(constants())[0]}'")
    db.execute("SELECT id FROM users WHERE name = '%s'" % list(names())[0])  # expect: database-sql-injection


def sent():
    search = receiving()
    next(search)
    search.send(request.args["name"])  # gap: database-sql-injection


def sent_harmlessly():
    search = receiving()
    next(search)
    search.send("guest")
    other = receiving_and_binding()
    next(other)
    other.send(request.args["name"])


async def asynchronous_loops():
    async for name in later():
        await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    async for name in later_constants():
        await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")
    rows = [name async for name in later()]
    await adb.execute(f"SELECT id FROM users WHERE name = '{rows[0]}'")  # expect: database-sql-injection


def managed():
    with wanted() as name:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    with table() as known:
        db.execute(f"SELECT id FROM {known}")


async def managed_later():
    async with wanted_later() as name:
        await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def entered():
    with Wanted() as name:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    with Table() as known:
        db.execute(f"SELECT id FROM {known}")


def entered_itself():
    with Itself(request.args["name"]) as it:  # source
        db.execute(f"SELECT id FROM users WHERE name = '{it.name}'")  # expect: database-sql-injection
    with Itself("guest") as it:
        db.execute(f"SELECT id FROM users WHERE name = '{it.name}'")


async def entered_itself_later():
    async with Itself(request.args["name"]) as it:  # source
        await adb.execute(f"SELECT id FROM users WHERE name = '{it.name}'")  # expect: database-sql-injection
    async with Itself("guest") as it:
        await adb.execute(f"SELECT id FROM users WHERE name = '{it.name}'")


def several_managers():
    with Table() as known, contextlib.closing(db.cursor()) as cursor, wanted() as name:
        cursor.execute(f"SELECT id FROM {known}")
        cursor.execute(f"SELECT id FROM {known} WHERE name = '{name}'")  # expect: database-sql-injection


def inner_generator():
    def pairs():
        yield "guest", request.args["name"]  # source

    for first, second in pairs():
        db.execute(f"SELECT id FROM users WHERE name = '{first}'")
        db.execute(f"SELECT id FROM users WHERE name = '{second}'")  # expect: database-sql-injection
