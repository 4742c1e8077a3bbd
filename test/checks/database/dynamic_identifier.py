"""Names of unknown origin in statements."""
import sqlite3

TABLES = ("users", "orders")


def table(connection: sqlite3.Connection, name):
    return connection.execute(f"SELECT count(*) FROM {name}")  # expect: database-dynamic-identifier


def column(connection: sqlite3.Connection, name):
    return connection.execute("SELECT %s FROM users" % name)  # expect: database-dynamic-identifier


def order(connection: sqlite3.Connection, field):
    return connection.execute("SELECT id FROM users ORDER BY " + field)  # expect: database-dynamic-identifier


def constant(connection: sqlite3.Connection):
    name = "users"
    return connection.execute(f"SELECT count(*) FROM {name}")


def listed(connection: sqlite3.Connection, name):
    if name not in TABLES:
        raise ValueError(name)
    return connection.execute(f"SELECT count(*) FROM {name}")


def each(connection: sqlite3.Connection):
    for name in TABLES:
        connection.execute(f"SELECT count(*) FROM {name}")
