"""Statements built at run time from values nobody can vouch for: parameters, attributes, results of unknown calls."""
import contextlib
import sqlite3

import asyncpg
import psycopg2
import pymysql
from django.db import connection
from flask import request
from sqlalchemy import text
from sqlalchemy.orm import Session

db = sqlite3.connect("shop.db")

TABLE = "users"
COLUMNS = ("id", "name", "city")


def find_user(name):
    return db.execute("SELECT id FROM users WHERE name = ?", (str(name),)).fetchone()


def find_interpolated(cursor: sqlite3.Cursor, name: str):
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))


def find_unquoted(user_id):
    return db.execute("SELECT name FROM users WHERE id = ?", (user_id,)).fetchone()


def insert(name, city):
    db.execute("INSERT INTO users (name, city) VALUES (?, ?)", (str(name), str(city)))


def update(row):
    db.execute("UPDATE users SET city = ? WHERE id = ?", (row["city"], row["id"]))


def delete(settings):
    db.execute("DELETE FROM users WHERE name = ?", (str(settings.obsolete_user),))


def search(term):
    query = "SELECT id FROM users WHERE name LIKE ?"
    return db.execute(query, (f"%{term}%",)).fetchall()


def grown(name, city=None):
    query = "SELECT id FROM users WHERE name = ?"
    params = [name]
    if city:
        query += " AND city = ?"
        params.append(city)
    return db.execute(query, params)


def result_of_an_unknown_call(source):
    db.execute("INSERT INTO events VALUES (?)", (str(source.read()),))


def list_of_values(ids):
    return db.execute(f"SELECT name FROM users WHERE id IN ({','.join('?' * len(ids))})", tuple(ids))


def with_limit(limit):
    return db.execute("SELECT name FROM users LIMIT ?", (limit,))


def postgres(name):
    with psycopg2.connect("dbname=shop") as postgres_db, postgres_db.cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = %s", (str(name),))


def mysql(name):
    cursor = pymysql.connect(host="localhost").cursor()
    cursor.execute("SELECT id FROM users WHERE name = %s", (str(name),))


@contextlib.contextmanager
def postgres_cursor():
    with psycopg2.connect("dbname=shop") as postgres_db:
        yield postgres_db.cursor()


def cursor_of_a_context_manager(name):
    with postgres_cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = %s", (str(name),))


def closing(name):
    with contextlib.closing(sqlite3.connect("shop.db")) as other_db:
        other_db.execute("SELECT id FROM users WHERE name = ?", (str(name),))


def orm(session: Session, name):
    session.execute(text("DELETE FROM users WHERE name = :name"), {"name": str(name)})


def django(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = %s", (str(name),))


async def asynchronous(pool: asyncpg.Pool, name):
    return await pool.fetch("SELECT id FROM users WHERE name = $1", name)


class Users:
    table = "users"

    def __init__(self, cursor, city):
        self.cursor = cursor
        self.city = city

    def unknown_driver(self, name):
        self.cursor.execute("SELECT id FROM users WHERE name = '%s'" % name)

    def attribute(self):
        self.cursor.execute(f"SELECT id FROM users WHERE city = '{self.city}'")

    def bound(self, name):
        self.cursor.execute("SELECT id FROM users WHERE name = %s", (name,))

    def class_constant(self):
        self.cursor.execute(f"SELECT id FROM {self.table}")


def also_request_data(name):
    city = request.args["city"]
    db.execute("SELECT id FROM users WHERE name = ? AND city = ?", (str(name), city))


# From here on nothing is wrong.


def bound_value(name):
    return db.execute("SELECT id FROM users WHERE name = ?", (name,)).fetchone()


def constants_only():
    db.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE city = '{'Berlin'}'")


def name_of_a_table(table):
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()


def name_of_a_column(column, direction):
    return db.execute("SELECT name FROM users ORDER BY " + column + " " + direction)


def names_of_columns(columns):
    names = ", ".join(columns)
    marks = ", ".join("?" for _ in columns)
    db.execute(f"INSERT INTO users ({names}) VALUES ({marks})", tuple(columns.values()))


def schema(prefix):
    db.execute(f"CREATE TABLE IF NOT EXISTS {prefix}_users (id INTEGER PRIMARY KEY, name TEXT)")
    db.execute("DROP TABLE %s_old" % prefix)


def number_by_annotation(user_id: int, factor: float = 1.0):
    return db.execute(f"SELECT name FROM users WHERE id = {user_id} AND rank > {factor}").fetchone()


def number_by_conversion(user_id):
    return db.execute("SELECT name FROM users WHERE id = %d" % int(user_id)).fetchone()


def length(names):
    return db.execute(f"SELECT id FROM users LIMIT {len(names)}").fetchall()


def placeholders(ids):
    return db.execute("SELECT name FROM users WHERE id IN (" + ", ".join("?" * len(ids)) + ")", ids)


def flag(active):
    return db.execute("SELECT id FROM users WHERE active = " + ("1" if active else "0"))


def member_of_constants(city):
    if city not in ("Berlin", "Bern"):
        raise ValueError(city)
    return db.execute(f"SELECT id FROM users WHERE city = '{city}'")


def clauses_of_constants(name=None, city=None):
    query, values = "SELECT id FROM users WHERE 1 = 1", []
    if name:
        query += " AND name = ?"
        values.append(name)
    if city:
        query += " AND city = ?"
        values.append(city)
    return db.execute(query, values)


def whole_query(query):
    return db.execute(query)


def no_statement(robot, place):
    robot.execute(f"go to '{place}'")


def prose(log, name):
    log.write("select '%s' from the list" % name)


def in_a_comment(tag):
    db.execute(f"SELECT id FROM users /* {tag} */")


def local_constant():
    city = "Berlin"
    db.execute("SELECT id FROM users WHERE city = '" + city + "'")


def in_an_error(name):
    raise LookupError(f"SELECT id FROM users WHERE name = '{name}' found nothing")


def printed(name):
    print("DELETE FROM users WHERE name = '%s'" % name)


def multiplied(page: int):
    offset = page * 20
    db.execute(f"SELECT id FROM users LIMIT 20 OFFSET {offset}")


def loop_over_constants():
    for city in ("Berlin", "Bern"):
        db.execute(f"SELECT id FROM users WHERE city = '{city}'")


def counted(count):
    for number in range(count):
        db.execute(f"INSERT INTO numbers VALUES ({number})")
