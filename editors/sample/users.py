import sqlite3
from flask import Flask, request

app = Flask(__name__)

@app.route("/users")
def users():
    db = sqlite3.connect("shop.db")
    name = request.args["name"]
    rows = db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return {"ids": [row[0] for row in rows]}
