"""Annotations: frameworks that validate make values of the annotated type; elsewhere they tell what an object is."""
import datetime
import enum
import sqlite3
import uuid
from typing import Annotated, List, Optional

from fastapi import Depends, FastAPI, Query
from flask import request
from pydantic import BaseModel

app = FastAPI()
db = sqlite3.connect("shop.db")


class Order(str, enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


class Product(BaseModel):
    name: str
    price: float
    tags: List[str] = []


def connection():
    return sqlite3.connect("shop.db")


@app.get("/text")
def validated_text(name: str):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.get("/optional")
def validated_optional_text(name: Optional[str] = None):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection


@app.get("/annotated")
def validated_annotated_text(name: Annotated[str, Query(max_length=20)]):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection


@app.get("/texts")
def validated_list_of_texts(names: List[str] = Query()):  # source
    for name in names:
        db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection


@app.get("/nothing")
def without_annotation(name):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection


@app.post("/model")
def text_of_a_model(product: Product):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{product.name}'")  # expect: database-sql-injection


@app.post("/model-list")
def texts_of_a_model(product: Product):  # source
    tags = ", ".join("'" + tag + "'" for tag in product.tags)
    db.execute(f"SELECT id FROM products WHERE tag IN ({tags})")  # expect: database-sql-injection


@app.get("/dependency")
def connection_by_dependency(name: str, db: Annotated[sqlite3.Connection, Depends(connection)]):  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection


@app.get("/numbers")
def validated_numbers(low: int, high: float, page: Optional[int] = None, size: int | None = None):
    db.execute(f"SELECT id FROM products WHERE price BETWEEN {low} AND {high} LIMIT {size} OFFSET {page}")


@app.get("/others")
def validated_others(key: uuid.UUID, day: datetime.date, sold: bool):
    db.execute(f"SELECT id FROM products WHERE key = '{key}' AND day = '{day}' AND sold = {sold}")


@app.get("/enum")
def validated_enum(order: Order = Order.ASC):
    db.execute(f"SELECT id FROM products ORDER BY price {order.value}")


@app.get("/list")
def validated_list_of_numbers(ids: List[int] = Query(), others: list[int] = Query()):
    db.execute(f"SELECT id FROM products WHERE id IN ({','.join(map(str, ids))}, {others[0]})")


@app.post("/model-number")
def number_of_a_model(product: Product):
    db.execute(f"SELECT id FROM products WHERE price < {product.price}")


def believed(low: int, ids: List[int], order: Order, key: uuid.UUID):
    db.execute(f"SELECT id FROM products WHERE price > {low} AND key = '{key}' ORDER BY price {order.value}")
    db.execute(f"SELECT id FROM products WHERE id IN ({', '.join(str(number) for number in ids)})")


def told_what_it_is(cursor: sqlite3.Cursor):
    cursor.execute("SELECT id FROM products WHERE name = '%s'" % request.args["name"])  # expect: database-sql-injection


def not_enforced():
    name: str = request.args["name"]  # source
    db.execute(f"SELECT id FROM products WHERE name = '{name}'")  # expect: database-sql-injection
