"""What other fixers of this defect leave alone or get wrong, one function each."""
import textwrap

import psycopg2
import sqlite3

import asyncpg
import pandas as pd
from flask import request
from sqlalchemy import text
from sqlalchemy.engine import Connection

FIND = "SELECT id FROM users WHERE name = '%s'"


class Queries:
    find = "SELECT id FROM users WHERE name = '{}'"


def placeholder_of_the_driver(conn: psycopg2.extensions.connection):
    conn.cursor().execute(f"SELECT id FROM users WHERE name = '{request.args['n']}'")  # expect: database-sql-injection


def value_without_quotes(conn: psycopg2.extensions.connection):
    conn.cursor().execute(f"SELECT id FROM users WHERE id = {request.args['n']} LIMIT {request.args['m']}")  # expect: database-sql-injection


async def other_methods(conn: asyncpg.Connection):
    await conn.fetchval(f"SELECT id FROM users WHERE name = '{request.args['n']}'")  # expect: database-sql-injection


def data_frame(conn: sqlite3.Connection):
    return pd.read_sql(f"SELECT id FROM users WHERE name = '{request.args['n']}'", conn)  # expect: database-sql-injection


def arguments_that_are_there(conn: sqlite3.Connection, city):
    conn.execute(f"SELECT id FROM users WHERE city = ? AND name = '{request.args['n']}'", (city,))  # expect: database-sql-injection


def other_statements(conn: sqlite3.Connection):
    n = request.args["n"]
    conn.execute(f"UPDATE users SET name = '{n}'")  # expect: database-sql-injection
    conn.execute(f"REPLACE INTO users (name) VALUES ('{n}')")  # expect: database-sql-injection
    conn.execute(f"WITH u AS (SELECT * FROM users WHERE name = '{n}') SELECT * FROM u")  # expect: database-sql-injection


def formats(conn: sqlite3.Connection):
    row = {"n": request.args["n"]}
    n = row["n"]
    conn.execute("SELECT id FROM users WHERE name = '{}'".format(n))  # expect: database-sql-injection
    conn.execute("SELECT id FROM users WHERE name = '{n}'".format(n=n))  # expect: database-sql-injection
    conn.execute("SELECT id FROM users WHERE name = '{n}'".format(**row))  # expect: database-sql-injection
    conn.execute("SELECT id FROM users WHERE name = '{row[n]}'".format(row=row))  # expect: database-sql-injection
    conn.execute("SELECT id FROM users WHERE name = '{n}'".format_map(row))  # expect: database-sql-injection
    conn.execute("".join(["SELECT id FROM users WHERE name = '", n, "'"]))  # expect: database-sql-injection


def grown(conn: sqlite3.Connection):
    query = "SELECT id FROM users"
    query += f" WHERE name = '{request.args['n']}'"
    conn.execute(query)  # expect: database-sql-injection


def dedented(conn: sqlite3.Connection):
    query = textwrap.dedent(f"""
        SELECT id FROM users
        WHERE name = '{request.args['n']}'
    """)
    conn.execute(query)  # expect: database-sql-injection


def constants(conn: sqlite3.Connection):
    conn.execute(FIND % request.args["n"])  # expect: database-sql-injection
    conn.execute(Queries.find.format(request.args["n"]))  # expect: database-sql-injection


def prefixes(conn: sqlite3.Connection):
    conn.execute(r"SELECT id FROM users WHERE name REGEXP '\d' AND name = '%s'" % request.args["n"])  # expect: database-sql-injection
    conn.execute(rf"SELECT id FROM users WHERE name = '{request.args['n']}'")  # expect: database-sql-injection


def affixes(conn: sqlite3.Connection):
    conn.execute(f"SELECT id FROM users WHERE name LIKE '%it''s {{{request.args['n']}}}%'")  # expect: database-sql-injection


def percent_signs(conn: psycopg2.extensions.connection):
    conn.cursor().execute(f"SELECT id FROM users WHERE city LIKE 'a%' AND name = '{request.args['n']}'")  # expect: database-sql-injection


def types_of_the_server(conn: psycopg2.extensions.connection):
    n = len(request.args["n"])
    name = request.args["name"]
    conn.cursor().execute(f"SELECT id FROM users WHERE age = '{n}' AND name = '{name}'")  # expect: database-sql-injection


def dicts(conn: Connection):
    conn.execute(text(f"SELECT id FROM users WHERE name = '{request.args['n']}' AND at > '12:30'::time"))  # expect: database-sql-injection


def names(conn: sqlite3.Connection):
    conn.execute(f"SELECT id FROM {request.args['table']}")  # expect: database-sql-injection


# From here on nothing is wrong.


def bound(conn: sqlite3.Connection):
    conn.execute("SELECT id FROM users WHERE name = ?", (request.args["n"],))


def numbers(conn: sqlite3.Connection):
    conn.execute(f"SELECT id FROM users WHERE id = {int(request.args['n'])}")
