"""Request data in the text of statements, one driver after the other, each with its safe form."""
import duckdb
import mysql.connector
import MySQLdb
import oracledb
import pandas as pd
import psycopg
import psycopg2
import psycopg2.extras
import pymysql
import pymysql.cursors
import pyodbc
import sqlalchemy
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from psycopg2 import pool, sql
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session, sessionmaker

app = Flask(__name__)
db = SQLAlchemy(app)
engine = create_engine("postgresql://localhost/shop")
Sessions = sessionmaker(engine)


def psycopg2_cursor():
    name = request.args["name"]
    connection = psycopg2.connect("dbname=shop")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = %s", (name,))
        cursor.execute("SELECT id FROM users WHERE name = %s", (name,))
        cursor.execute("SELECT id FROM users WHERE name IN %s", (tuple(request.args.getlist("name")),))


def psycopg2_cursor_factory():
    connection = psycopg2.connect("dbname=shop", cursor_factory=psycopg2.extras.RealDictCursor)
    cursor = connection.cursor()
    cursor.execute("SELECT id FROM users WHERE name = %s", (request.args['name'],))
    return cursor.fetchone()


def psycopg2_execute_values():
    table = request.form["table"]
    with psycopg2.connect("dbname=shop") as connection, connection.cursor() as cursor:
        psycopg2.extras.execute_values(cursor, f"INSERT INTO {table} VALUES %s", [(1, 2)])
        psycopg2.extras.execute_values(cursor, "INSERT INTO users VALUES %s", request.get_json())


def psycopg2_pool():
    connections = pool.SimpleConnectionPool(1, 5, "dbname=shop")
    cursor = connections.getconn().cursor()
    cursor.execute("SELECT id FROM users WHERE name = %s", (request.args["name"],))


def psycopg2_composed_text():
    column = request.args["column"]
    connection = psycopg2.connect("dbname=shop")
    cursor = connection.cursor()
    query = sql.SQL(f"SELECT {column} FROM users")
    cursor.execute(query)


def psycopg2_composed_identifier():
    column = request.args["column"]
    cursor = psycopg2.connect("dbname=shop").cursor()
    cursor.execute(sql.SQL("SELECT {} FROM users").format(sql.Identifier(column)))
    cursor.execute(sql.SQL("SELECT {} FROM users WHERE name = {}").format(
        sql.SQL(", ").join(map(sql.Identifier, ["id", column])), sql.Literal(request.args["name"])))


def psycopg3_cursor():
    name = request.args["name"]
    with psycopg.connect("dbname=shop") as connection:
        connection.execute("SELECT id FROM users WHERE name = %s", (name,))
        connection.execute("SELECT id FROM users WHERE name = %(name)s", {"name": name})
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM users WHERE city = %s", (request.args["city"],))


def pymysql_cursor():
    connection = pymysql.connect(host="localhost", db="shop", cursorclass=pymysql.cursors.DictCursor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = %s", (request.args["name"],))
        cursor.execute("SELECT id FROM users WHERE name = %s", request.args["name"])
        cursor.execute("SELECT id FROM users WHERE name = " + connection.escape(request.args["name"]))


def mysqlclient_cursor():
    connection = MySQLdb.connect(host="localhost", db="shop")
    cursor = connection.cursor()
    name = request.args["name"]
    cursor.execute("""SELECT id FROM users WHERE name = %s """, (name,))
    cursor.execute("""SELECT id FROM users WHERE name = %s""", (name,))


def mysqlclient_query():
    connection = MySQLdb.connect(host="localhost", db="shop")
    connection.query("DELETE FROM users WHERE name = '" + request.form["name"] + "'")


def mysql_connector_cursor():
    connection = mysql.connector.connect(host="localhost", database="shop")
    cursor = connection.cursor(dictionary=True)
    cursor.execute("SELECT id FROM users WHERE name = %s", (request.args["name"],))
    cursor.execute("SELECT id FROM users WHERE name = %(name)s", {"name": request.args["name"]})


def sqlalchemy_text():
    name = request.args["name"]
    with engine.connect() as connection:
        connection.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name})
        connection.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name})
        connection.execute(text("SELECT id FROM users WHERE name = :name").bindparams(name=name))


def sqlalchemy_text_held_in_a_variable():
    query = sqlalchemy.text("SELECT id FROM users WHERE name = :name").bindparams(name=request.args["name"])
    with Session(engine) as session:
        return session.execute(query).all()


def sqlalchemy_driver_sql():
    name = request.args["name"]
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT id FROM users WHERE name = '%s'" % name)
        connection.exec_driver_sql("SELECT id FROM users WHERE name = %s", (name,))


def sqlalchemy_session():
    with Sessions() as session:
        session.execute("DELETE FROM users WHERE name = :name", {"name": request.form["name"]})
        session.execute(text("DELETE FROM users WHERE name = :name"), {"name": request.form["name"]})


def sqlalchemy_expressions(users):
    name = request.args["name"]
    with Session(engine) as session:
        session.execute(select(users).where(users.c.name == name).order_by(users.c.id))
        session.execute(sqlalchemy.insert(users).values(name=name))
        session.query(users).filter_by(name=name).first()


def flask_sqlalchemy_session():
    name = request.args["name"]
    db.session.execute(db.text("SELECT id FROM users WHERE name = :name"), {"name": name})
    db.session.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name})


def flask_sqlalchemy_engine():
    with db.engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM users WHERE name = '" + request.form["name"] + "'")


def pandas_query():
    city = request.args["city"]
    frame = pd.read_sql(f"SELECT * FROM users WHERE city = '{city}'", engine)
    other = pd.read_sql("SELECT * FROM users WHERE city = %s", engine, params=(city,))
    return frame, other


def duckdb_query():
    city = request.args["city"]
    connection = duckdb.connect("shop.duckdb")
    connection.execute("SELECT * FROM users WHERE city = ?", (city,))
    duckdb.sql("SELECT * FROM users WHERE city = ?", params=(city,))
    return connection.execute("SELECT * FROM users WHERE city = ?", [city]).fetchall()


def pyodbc_cursor():
    connection = pyodbc.connect("DSN=shop")
    cursor = connection.cursor()
    cursor.execute("SELECT id FROM users WHERE name = ?", (request.args["name"],))
    cursor.execute("SELECT id FROM users WHERE name = ?", request.args["name"])


def oracledb_cursor():
    with oracledb.connect(dsn="localhost/shop") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE name = :name", {"name": request.args['name']})
        cursor.execute("SELECT id FROM users WHERE name = :name", name=request.args["name"])


class Repository:
    def __init__(self, connection):
        self.connection = connection

    def driver_not_known(self):
        name = request.args["name"]
        self.connection.execute("SELECT id FROM users WHERE name = '%s'" % name)
        self.connection.execute("SELECT id FROM users WHERE name = ?", (name,))


def execute_of_something_else(robot):
    robot.execute("go to " + request.args["place"])
