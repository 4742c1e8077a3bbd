"""The basket of a visitor, kept by session key."""
import sqlite3
import uuid

from flask import Blueprint, current_app, jsonify, request
from flask.views import MethodView

pages = Blueprint("basket", __name__)


class Basket(MethodView):
    def get(self):
        key = uuid.UUID(request.cookies["basket"])
        db = sqlite3.connect(current_app.config["DATABASE"])
        rows = db.execute(f"SELECT product, amount FROM baskets WHERE session = '{key}'").fetchall()
        return jsonify([list(row) for row in rows])

    def post(self):
        item = request.get_json()
        session = request.cookies.get("basket", "")
        statement = "INSERT INTO baskets (session, product, amount) VALUES ('%s', %s, %s)" % (
            session,
            item["product"],
            item.get("amount", 1),
        )
        db = sqlite3.connect(current_app.config["DATABASE"])
        db.execute(statement)
        db.commit()
        return jsonify(ok=True)

    def put(self):
        item = request.get_json()
        db = sqlite3.connect(current_app.config["DATABASE"])
        db.execute(
            "UPDATE baskets SET amount = :amount WHERE session = :session AND product = :product",
            {"session": request.cookies["basket"], "product": item["product"], "amount": item["amount"]},
        )
        db.commit()
        return jsonify(ok=True)

    def delete(self):
        db = sqlite3.connect(current_app.config["DATABASE"])
        db.execute("DELETE FROM baskets WHERE session = ?", (request.cookies["basket"],))
        db.commit()
        return jsonify(ok=True)


pages.add_url_rule("/basket", view_func=Basket.as_view("basket"))
