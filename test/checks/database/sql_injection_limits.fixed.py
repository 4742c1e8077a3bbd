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
    conn.cursor().execute("SELECT id FROM users WHERE name = %s", (request.args['n'],))


def value_without_quotes(conn: psycopg2.extensions.connection):
    conn.cursor().execute("SELECT id FROM users WHERE id = %s LIMIT %s", (request.args['n'], request.args['m']))


async def other_methods(conn: asyncpg.Connection):
    await conn.fetchval("SELECT id FROM users WHERE name = $1", request.args['n'])


def data_frame(conn: sqlite3.Connection):
    return pd.read_sql("SELECT id FROM users WHERE name = ?", conn, params=(request.args['n'],))


def arguments_that_are_there(conn: sqlite3.Connection, city):
    conn.execute("SELECT id FROM users WHERE city = ? AND name = ?", (city, request.args['n']))


def other_statements(conn: sqlite3.Connection):
    n = request.args["n"]
    conn.execute("UPDATE users SET name = ?", (n,))
    conn.execute("REPLACE INTO users (name) VALUES (?)", (n,))
    conn.execute("WITH u AS (SELECT * FROM users WHERE name = ?) SELECT * FROM u", (n,))


def formats(conn: sqlite3.Connection):
    row = {"n": request.args["n"]}
    n = row["n"]
    conn.execute("SELECT id FROM users WHERE name = ?", (str(n),))
    conn.execute("SELECT id FROM users WHERE name = ?", (str(n),))
    conn.execute("SELECT id FROM users WHERE name = ?", (row["n"],))
    conn.execute("SELECT id FROM users WHERE name = ?", (row["n"],))
    conn.execute("SELECT id FROM users WHERE name = ?", (row["n"],))
    conn.execute("".join(["SELECT id FROM users WHERE name = ?"]), (n,))


def grown(conn: sqlite3.Connection):
    query = "SELECT id FROM users"
    query += " WHERE name = ?"
    conn.execute(query, (request.args['n'],))


def dedented(conn: sqlite3.Connection):
    query = textwrap.dedent("""
        SELECT id FROM users
        WHERE name = ?
    """)
    conn.execute(query, (request.args['n'],))


def constants(conn: sqlite3.Connection):
    conn.execute("SELECT id FROM users WHERE name = ?", (request.args["n"],))
    conn.execute("SELECT id FROM users WHERE name = ?", (request.args["n"],))


def prefixes(conn: sqlite3.Connection):
    conn.execute(r"SELECT id FROM users WHERE name REGEXP '\d' AND name = ?", (request.args["n"],))
    conn.execute(r"SELECT id FROM users WHERE name = ?", (request.args['n'],))


def affixes(conn: sqlite3.Connection):
    conn.execute("SELECT id FROM users WHERE name LIKE ?", (f"%it's {{{request.args['n']}}}%",))


def percent_signs(conn: psycopg2.extensions.connection):
    conn.cursor().execute("SELECT id FROM users WHERE city LIKE 'a%%' AND name = %s", (request.args['n'],))


def types_of_the_server(conn: psycopg2.extensions.connection):
    n = len(request.args["n"])
    name = request.args["name"]
    conn.cursor().execute(f"SELECT id FROM users WHERE age = '{n}' AND name = %s", (name,))


def dicts(conn: Connection):
    conn.execute(text("SELECT id FROM users WHERE name = :n AND at > '12:30'::time"), {"n": request.args['n']})


def names(conn: sqlite3.Connection):
    conn.execute(f"SELECT id FROM {request.args['table']}")


# From here on nothing is wrong.


def bound(conn: sqlite3.Connection):
    conn.execute("SELECT id FROM users WHERE name = ?", (request.args["n"],))


def numbers(conn: sqlite3.Connection):
    conn.execute(f"SELECT id FROM users WHERE id = {int(request.args['n'])}")
