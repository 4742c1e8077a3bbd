"""Values quoted by hand."""
import sqlite3


def doubled(connection: sqlite3.Connection, name):
    connection.execute("SELECT id FROM t WHERE name = '%s'" % name.replace("'", "''"))  # expect: database-homemade-quoting


def by_variable(connection: sqlite3.Connection, name):
    quoted = name.replace("'", "''")
    connection.execute("SELECT id FROM t WHERE name = '" + quoted + "'")  # expect: database-homemade-quoting


def escaped(connection: sqlite3.Connection, name):
    connection.execute(f"DELETE FROM t WHERE name = \"{name.replace(chr(34), '')}\"")  # expect: database-dynamic-query


def escaped_by_backslash(connection: sqlite3.Connection, name):
    text = name.strip().replace("'", "\\'")
    connection.execute("SELECT id FROM t WHERE name = '{}'".format(text))  # expect: database-homemade-quoting


def bound(connection: sqlite3.Connection, name):
    connection.execute("SELECT id FROM t WHERE name = ?", (name.replace("'", "''"),))


def constant(connection: sqlite3.Connection):
    connection.execute("SELECT id FROM t WHERE name = '%s'" % "it's".replace("'", "''"))


def no_sql(name):
    return "say '%s'" % name.replace("'", "''")
