import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/orders")
def orders():
    customer = request.args["customer"]
    status = request.args.get("status", "open")
    db = sqlite3.connect("shop.db")
    rows = db.execute(
        f"SELECT id, total FROM orders WHERE customer = '{customer}' AND status = '{status}'"
    ).fetchall()
    return jsonify([{"id": order, "total": total} for order, total in rows])


@app.route("/orders/<int:order>")
def order(order):
    db = sqlite3.connect("shop.db")
    row = db.execute("SELECT customer, total FROM orders WHERE id = ?", (order,)).fetchone()
    return jsonify(customer=row[0], total=row[1])
