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
    cursor.execute("SELECT id FROM users WHERE name = %s", (name,))


def trino_cursor(conn: trino.dbapi.Connection):
    name = request.args["name"]
    cursor = conn.cursor()
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))


def clickhouse(client: clickhouse_driver.Client):
    name = request.args["name"]
    return client.execute("SELECT id FROM users WHERE name = %(name)s", {"name": name})


def pg8000_cursor(conn: pg8000.Connection):
    name = request.args["name"]
    cursor = conn.cursor()
    cursor.execute("SELECT id FROM users WHERE name = %s", (name,))


async def odbc(conn: aioodbc.Connection):
    name = request.args["name"]
    cursor = await conn.cursor()
    await cursor.execute("SELECT id FROM users WHERE name = ?", (name,))


async def encode_databases(db: databases.Database):
    name = request.args["name"]
    return await db.fetch_all("SELECT id FROM users WHERE name = :name", {"name": name})


async def tortoise(client: AsyncpgDBClient):
    name = request.args["name"]
    return await client.execute_query("SELECT id FROM users WHERE name = $1", (name,))


def spark(session: SparkSession):
    name = request.args["name"]
    return session.sql("SELECT id FROM users WHERE name = :name", args={"name": name})


def hooks(postgres: PostgresHook, mysql: MySqlHook, sqlite: SqliteHook):
    name = request.args["name"]
    postgres.get_records("SELECT id FROM users WHERE name = %s", (name,))
    mysql.get_first("SELECT id FROM users WHERE name = %s", (name,))
    sqlite.run("DELETE FROM users WHERE name = ?", parameters=(name,))


def big_query(client: bigquery.Client):
    name = request.args["name"]
    return client.query(f"SELECT id FROM users WHERE name = '{name}'")


def peewee_of_three_databases(lite: peewee.SqliteDatabase, pg: peewee.PostgresqlDatabase, my: peewee.MySQLDatabase):
    name = request.args["name"]
    lite.execute_sql("SELECT id FROM users WHERE name LIKE ?", (f"%{name}%",))
    pg.execute_sql("SELECT id FROM users WHERE name = %s", (name,))
    my.execute_sql("SELECT id FROM users WHERE name = %s", (name,))


# From here on nothing is wrong.


def bound_here(conn: pymssql.Connection, lite: peewee.SqliteDatabase):
    name = request.args["name"]
    conn.cursor().execute("SELECT id FROM users WHERE name = %s", (name,))
    lite.execute_sql("SELECT id FROM users WHERE name = ?", (name,))


async def bound_there(db: databases.Database, session: SparkSession):
    name = request.args["name"]
    session.sql("SELECT id FROM users WHERE name = :name", args={"name": name})
    return await db.fetch_all("SELECT id FROM users WHERE name = :name", {"name": name})
