"""Links that change data."""
from fastapi import FastAPI
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
api = FastAPI()
db = SQLAlchemy(app)


@app.route("/orders/<int:order>/delete")
def delete(order):
    db.session.delete(order)  # expect: access-state-changing-get
    db.session.commit()
    return "ok"


@app.route("/orders/<int:order>/pay", methods=["GET"])
def pay(order, cursor):
    cursor.execute("UPDATE orders SET paid = 1 WHERE id = ?", (order,))  # expect: access-state-changing-get
    return "ok"


@api.get("/users/purge")
def purge(store: dict):
    store.users.delete_many({})  # expect: access-state-changing-get
    return "ok"


@app.route("/orders/<int:order>/cancel", methods=["POST"])
def cancel(order):
    db.session.delete(order)
    db.session.commit()
    return "ok"


@app.route("/orders")
def orders(cursor):
    return cursor.execute("SELECT id FROM orders").fetchall()


@app.route("/confirm/<int:order>")
def confirm(order):
    db.session.add(order)
    db.session.commit()
    return "ok"


def helper(order):
    db.session.delete(order)
    db.session.commit()
