"""Values quoted by hand."""
import sqlite3


def doubled(connection: sqlite3.Connection, name):
    connection.execute("SELECT id FROM t WHERE name = ?", (name,))


def by_variable(connection: sqlite3.Connection, name):
    quoted = name.replace("'", "''")
    connection.execute("SELECT id FROM t WHERE name = ?", (quoted,))


def escaped(connection: sqlite3.Connection, name):
    connection.execute("DELETE FROM t WHERE name = ?", (name.replace(chr(34), ''),))


def escaped_by_backslash(connection: sqlite3.Connection, name):
    text = name.strip().replace("'", "\\'")
    connection.execute("SELECT id FROM t WHERE name = ?", (text,))


def bound(connection: sqlite3.Connection, name):
    connection.execute("SELECT id FROM t WHERE name = ?", (name.replace("'", "''"),))


def constant(connection: sqlite3.Connection):
    connection.execute("SELECT id FROM t WHERE name = '%s'" % "it's".replace("'", "''"))


def no_sql(name):
    return "say '%s'" % name.replace("'", "''")
