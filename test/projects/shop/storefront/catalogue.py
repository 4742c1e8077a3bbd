"""Pages that list, search and show products."""
import sqlite3

from flask import Blueprint, abort, current_app, jsonify, render_template, request

pages = Blueprint("catalogue", __name__)

PAGE_SIZE = 24
SORT_ORDERS = {
    "cheapest": "price ASC",
    "newest": "created DESC",
    "name": "name COLLATE NOCASE",
}
FIELDS = ("id", "name", "price", "category")


@pages.route("/")
def index():
    page = request.args.get("page", 1, type=int)
    order = SORT_ORDERS.get(request.args.get("sort", "name"), "name")
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute(
        f"SELECT id, name, price FROM products ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}"
    )
    return render_template("index.html", products=rows.fetchall())


@pages.route("/search")
def search():
    term = request.args.get("q", "").strip()
    if not term:
        return render_template("search.html", products=[])
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute(f"SELECT id, name, price FROM products WHERE name LIKE '%{term}%' ORDER BY name")
    return render_template("search.html", products=rows.fetchall(), term=term)


@pages.route("/suggest")
def suggest():
    prefix = request.args.get("q", "")
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute("SELECT name FROM products WHERE name LIKE ? LIMIT 10", (prefix + "%",))
    return jsonify([row[0] for row in rows])


@pages.route("/filter")
def filtered():
    """Any combination of category, maximal price and availability."""
    query = "SELECT id, name, price FROM products WHERE 1 = 1"
    category = request.args.get("category")
    if category:
        query += " AND category = '" + category + "'"
    if request.args.get("max_price"):
        query += " AND price <= %f" % float(request.args["max_price"])
    if request.args.get("available"):
        query += " AND stock > 0"
    query += " ORDER BY price"
    db = sqlite3.connect(current_app.config["DATABASE"])
    return render_template("index.html", products=db.execute(query).fetchall())


@pages.route("/filter2")
def filtered_with_parameters():
    query = "SELECT id, name, price FROM products WHERE 1 = 1"
    values = []
    for field in ("category", "maker"):
        if field in request.args:
            query += f" AND {field} = ?"
            values.append(request.args[field])
    db = sqlite3.connect(current_app.config["DATABASE"])
    return render_template("index.html", products=db.execute(query, values).fetchall())


@pages.route("/products/<int:product_id>")
def product(product_id):
    db = sqlite3.connect(current_app.config["DATABASE"])
    row = db.execute(f"SELECT * FROM products WHERE id = {product_id}").fetchone()
    if row is None:
        abort(404)
    return render_template("product.html", product=row)


@pages.route("/categories/<name>")
def category_page(name):
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute("SELECT id, name, price FROM products WHERE category = '{}'".format(name)).fetchall()
    return render_template("index.html", products=rows, title=name)


@pages.route("/compare")
def compare():
    ids = request.args.getlist("id")
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute("SELECT * FROM products WHERE id IN (" + ", ".join(ids) + ")")
    return render_template("compare.html", products=rows.fetchall())


@pages.route("/compare2")
def compare_with_parameters():
    ids = request.args.getlist("id")
    marks = ", ".join("?" * len(ids))
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute(f"SELECT * FROM products WHERE id IN ({marks})", ids)
    return render_template("compare.html", products=rows.fetchall())


@pages.route("/export")
def export():
    fields = request.args.get("fields", "id,name").split(",")
    for field in fields:
        if field not in FIELDS:
            abort(400)
    order = request.args.get("order", "id")
    if order not in FIELDS:
        abort(400)
    db = sqlite3.connect(current_app.config["DATABASE"])
    rows = db.execute(f"SELECT id, name, price FROM products ORDER BY {order}").fetchall()
    return jsonify([dict(zip(fields, row)) for row in rows])
