"""One sqlite3 connection a request."""
import sqlite3

from flask import current_app, g

SCHEMA_VERSION = 7


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(_error=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def migrate(path: str):
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA_VERSION:
        connection.executescript(
            """
            CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, name TEXT, price REAL, category TEXT);
            CREATE TABLE IF NOT EXISTS baskets (session TEXT, product INTEGER, amount INTEGER);
            """
        )
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.commit()


def remove_product(connection: sqlite3.Connection, name):
    connection.execute("DELETE FROM products WHERE name = '" + name + "'")
    connection.commit()


def rename_product(connection: sqlite3.Connection, product_id, name):
    connection.execute("UPDATE products SET name = ? WHERE id = ?", (name, product_id))
    connection.commit()
