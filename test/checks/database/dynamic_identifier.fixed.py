"""Names of unknown origin in statements."""
import psycopg.sql
import psycopg2.extensions
import sqlite3

import oracledb
import psycopg
import psycopg2
from django.db import connection as django_connection

TABLES = ("users", "orders")


def table(connection: sqlite3.Connection, name):
    return connection.execute(f"SELECT count(*) FROM {name}")


def column(connection: sqlite3.Connection, name):
    return connection.execute("SELECT %s FROM users" % name)


def order(connection: sqlite3.Connection, field):
    return connection.execute("SELECT id FROM users ORDER BY " + field)


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


def by_psycopg2(name):
    with psycopg2.connect("dbname=shop") as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT count(*) FROM {psycopg2.extensions.quote_ident(name, cursor)}")


def by_psycopg(connection: psycopg.Connection, name):
    return connection.execute("SELECT id FROM users ORDER BY " + psycopg.sql.Identifier(name).as_string(connection))


def by_django(table, column):
    with django_connection.cursor() as cursor:
        cursor.execute("SELECT %s FROM %s" % (django_connection.ops.quote_name(column), django_connection.ops.quote_name(table)))


def by_oracle(connection: oracledb.Connection, name):
    cursor = connection.cursor()
    cursor.execute("SELECT id FROM {}".format(oracledb.enquote_name(name)))


def in_quotes(connection: psycopg.Connection, name):  # no fix: it would be quoted twice
    return connection.execute(f'SELECT id FROM "{name}"')
