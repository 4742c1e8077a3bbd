"""Drivers and layers whose servers or packages the tests cannot start: what is documented of their placeholders."""
import aioodbc
import clickhouse_driver
import databases
import peewee
import pg8000
import pymssql
import trino
from airflow.providers.mysql.hooks.mysql import MySqlHook
from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.providers.sqlite.hooks.sqlite import SqliteHook
from flask import request
from google.cloud import bigquery
from pyspark.sql import SparkSession
from tortoise.backends.asyncpg.client import AsyncpgDBClient


def sql_server(conn: pymssql.Connection):
    name = request.args["name"]
    cursor = conn.cursor()
    cursor.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def trino_cursor(conn: trino.dbapi.Connection):
    name = request.args["name"]
    cursor = conn.cursor()
    cursor.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def clickhouse(client: clickhouse_driver.Client):
    name = request.args["name"]
    return client.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def pg8000_cursor(conn: pg8000.Connection):
    name = request.args["name"]
    cursor = conn.cursor()
    cursor.execute("SELECT id FROM users WHERE name = '%s'" % name)  # expect: database-sql-injection


async def odbc(conn: aioodbc.Connection):
    name = request.args["name"]
    cursor = await conn.cursor()
    await cursor.execute("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-sql-injection


async def encode_databases(db: databases.Database):
    name = request.args["name"]
    return await db.fetch_all(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


async def tortoise(client: AsyncpgDBClient):
    name = request.args["name"]
    return await client.execute_query(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def spark(session: SparkSession):
    name = request.args["name"]
    return session.sql(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def hooks(postgres: PostgresHook, mysql: MySqlHook, sqlite: SqliteHook):
    name = request.args["name"]
    postgres.get_records(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    mysql.get_first(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    sqlite.run(f"DELETE FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def big_query(client: bigquery.Client):
    name = request.args["name"]
    return client.query(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def peewee_of_three_databases(lite: peewee.SqliteDatabase, pg: peewee.PostgresqlDatabase, my: peewee.MySQLDatabase):
    name = request.args["name"]
    lite.execute_sql(f"SELECT id FROM users WHERE name LIKE '%{name}%'")  # expect: database-sql-injection
    pg.execute_sql(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    my.execute_sql(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


# From here on nothing is wrong.


def bound_here(conn: pymssql.Connection, lite: peewee.SqliteDatabase):
    name = request.args["name"]
    conn.cursor().execute("SELECT id FROM users WHERE name = %s", (name,))
    lite.execute_sql("SELECT id FROM users WHERE name = ?", (name,))


async def bound_there(db: databases.Database, session: SparkSession):
    name = request.args["name"]
    session.sql("SELECT id FROM users WHERE name = :name", args={"name": name})
    return await db.fetch_all("SELECT id FROM users WHERE name = :name", {"name": name})
