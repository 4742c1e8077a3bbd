"""Request data in the text of a statement: the ways of building it, and the safe forms beside them.

The drivers each have their own file; here it is Flask and sqlite3 throughout.
"""
import sqlite3

from flask import Blueprint, Flask, request
from flask.views import MethodView

app = Flask(__name__)
users = Blueprint("users", __name__)

COLUMNS = ("id", "name", "city")
ORDER = {"name": "name ASC", "newest": "created DESC"}


@app.route("/percent")
def percent():
    name = request.args["name"]  # source
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT id FROM users WHERE name = '%s'" % name)  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return rows.fetchall()


@app.route("/interpolated")
def interpolated():
    db = sqlite3.connect("shop.db")
    cursor = db.cursor()
    cursor.execute(f"SELECT id FROM users WHERE name = '{request.args['name']}'")  # expect: database-sql-injection
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    return cursor.fetchone()


@app.post("/format")
def formatted():
    name = request.form.get("name")  # source
    city = request.form.get("city")
    with sqlite3.connect("shop.db") as db:
        db.execute("INSERT INTO users (name, city) VALUES ('{}', '{}')".format(name, city))  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/format-by-name")
def formatted_by_name():
    db = sqlite3.connect("shop.db")
    query = "SELECT id FROM users WHERE name = '{name}' AND city = '{city}'"
    return db.execute(query.format(name=request.values["name"], city="Berlin"))  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/plus")
def concatenated():
    db = sqlite3.connect("shop.db")
    name = request.headers["X-Name"]  # source
    query = "SELECT id FROM users WHERE name = '" + name + "' LIMIT 1"
    return db.execute(query).fetchone()  # expect: database-sql-injection
    #                 ^^^^^


@app.route("/lines")
def over_several_lines():
    db = sqlite3.connect("shop.db")
    city = request.cookies.get("city")  # source
    db.execute(
        "SELECT id, name "  # expect: database-sql-injection
        "FROM users "
        f"WHERE city = '{city}' "
        "ORDER BY name"
    )


@app.route("/grown")
def grown_over_statements():
    db = sqlite3.connect("shop.db")
    query = "SELECT id FROM users WHERE active = 1"
    if "name" in request.args:
        query += " AND name = '" + request.args["name"] + "'"  # source
    query += " ORDER BY id"
    db.execute(query)  # expect: database-sql-injection
    #          ^^^^^


@app.put("/json")
def from_json():
    data = request.get_json()  # source
    db = sqlite3.connect("shop.db")
    db.execute("UPDATE users SET city = '%s' WHERE id = %s" % (data["city"], data["id"]))  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/like")
def with_affixes():
    db = sqlite3.connect("shop.db")
    term = request.args.get("q", "")  # source
    return db.execute(f"SELECT id FROM users WHERE name LIKE '%{term}%'").fetchall()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/in")
def list_of_values():
    db = sqlite3.connect("shop.db")
    ids = request.args.getlist("id")  # source
    return db.execute("SELECT name FROM users WHERE id IN (" + ",".join(ids) + ")")  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/unquoted")
def number_taken_for_granted():
    db = sqlite3.connect("shop.db")
    number = request.args["id"]  # source
    return db.execute(f"SELECT name FROM users WHERE id = {number}").fetchone()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/order")
def column_by_name():
    db = sqlite3.connect("shop.db")
    order = request.args.get("order", "name")  # source
    return db.execute("SELECT name FROM users ORDER BY " + order).fetchall()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/table/<name>")
def table_by_name(name):  # source
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT count(*) FROM {name}").fetchone()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@users.get("/by-city/<city>")
def route_parameter(city):  # source
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT name FROM users WHERE city = '%s'" % city).fetchall()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/all-of-it", methods=["POST"])
def whole_statement():
    db = sqlite3.connect("shop.db")
    return db.execute(request.form["sql"]).fetchall()  # expect: database-sql-injection
    #                 ^^^^^^^^^^^^^^^^^^^


@app.post("/script")
def script():
    db = sqlite3.connect("shop.db")
    name = request.form["name"]  # source
    db.executescript(f"DELETE FROM users WHERE name = '{name}'; VACUUM;")  # expect: database-sql-injection
    #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.post("/many")
def many():
    table = request.form["table"]  # source
    db = sqlite3.connect("shop.db")
    db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(1, 2), (3, 4)])  # expect: database-sql-injection
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/mixed")
def one_value_bound_the_other_not():
    db = sqlite3.connect("shop.db")
    name, city = request.args["name"], request.args["city"]  # source
    db.execute(f"SELECT id FROM users WHERE city = ? AND name = '{name}'", (city,))  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/escaped")
def escaped_by_hand():
    db = sqlite3.connect("shop.db")
    name = request.args["name"].replace('"', '""')  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/kept")
def through_several_names():
    form = request.form  # source
    wanted = form["name"].strip()
    title = wanted.title() if wanted else "Guest"
    condition = f"name = '{title}'"
    db = sqlite3.connect("shop.db")
    db.execute("SELECT id FROM users WHERE " + condition)  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/loop")
def conditions_in_a_loop():
    conditions = []
    for key in COLUMNS:
        if key in request.args:
            conditions.append("%s = '%s'" % (key, request.args[key]))  # source
    db = sqlite3.connect("shop.db")
    db.execute("SELECT id FROM users WHERE " + " AND ".join(conditions))  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/keys")
def columns_of_a_body():
    body = request.json  # source
    assignments = ", ".join(f"{column} = ?" for column in body)
    db = sqlite3.connect("shop.db")
    db.execute(f"UPDATE users SET {assignments}", list(body.values()))  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/upload", methods=["POST"])
def name_of_an_upload():
    upload = request.files["picture"]  # source
    db = sqlite3.connect("shop.db")
    db.execute(f"INSERT INTO pictures (name) VALUES ('{upload.filename}')")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/address")
def path_of_the_request():
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO visits VALUES ('" + request.path + "')")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/agent")
def user_agent():
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO agents VALUES ('%s')" % request.user_agent.string)  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


@app.route("/savepoint")
def name_of_a_savepoint():
    db = sqlite3.connect("shop.db")
    db.execute("SAVEPOINT " + request.args["name"])  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


class UserView(MethodView):
    def get(self, name):  # source
        db = sqlite3.connect("shop.db")
        return db.execute(f"SELECT id FROM users WHERE name = '{name}'").fetchone()  # expect: database-sql-injection
        #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def post(self):
        db = sqlite3.connect("shop.db")
        name = request.form["name"]  # source
        db.execute(f"INSERT INTO users (name) VALUES ('{name}')")  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def delete(self, name):
        db = sqlite3.connect("shop.db")
        db.execute("DELETE FROM users WHERE name = ?", (name,))


# From here on nothing is wrong.


@app.route("/bound")
def bound_value():
    name = request.args["name"]
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT id FROM users WHERE name = ?", (name,)).fetchone()


@app.route("/bound-by-name")
def bound_by_name():
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT id FROM users WHERE name = :name", {"name": request.args["name"]}).fetchone()


@app.route("/bound-dict")
def bound_body():
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO users (name, city) VALUES (:name, :city)", request.get_json())


@app.route("/bound-like")
def bound_with_affixes():
    term = request.args.get("q", "")
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT id FROM users WHERE name LIKE ?", (f"%{term}%",)).fetchall()


@app.route("/bound-in")
def bound_list():
    ids = request.args.getlist("id")
    db = sqlite3.connect("shop.db")
    marks = ",".join("?" * len(ids))
    return db.execute(f"SELECT name FROM users WHERE id IN ({marks})", ids).fetchall()


@app.route("/bound-clauses")
def clauses_with_bound_values():
    query, values = "SELECT id FROM users WHERE 1 = 1", []
    for column in COLUMNS:
        if column in request.args:
            query += f" AND {column} = ?"
            values.append(request.args[column])
    db = sqlite3.connect("shop.db")
    return db.execute(query, values).fetchall()


@app.route("/number")
def number():
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users WHERE id = {int(request.args['id'])}").fetchone()


@app.route("/page")
def number_by_type():
    page = request.args.get("page", default=0, type=int)
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT name FROM users LIMIT 20 OFFSET %d" % (20 * page)).fetchall()


@app.route("/user/<int:number>")
def number_by_route(number):
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users WHERE id = {number}").fetchone()


@app.route("/key/<uuid:key>")
def uuid_by_route(key):
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users WHERE key = '{key}'").fetchone()


@app.route("/allowed")
def allowed_column():
    order = request.args.get("order", "id")
    if order not in COLUMNS:
        order = "id"
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users ORDER BY {order}").fetchall()


@app.route("/looked-up")
def looked_up_order():
    order = ORDER.get(request.args.get("order"), "id")
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT name FROM users ORDER BY " + order).fetchall()


@app.route("/direction")
def chosen_direction():
    direction = "DESC" if request.args.get("desc") else "ASC"
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users ORDER BY name {direction}").fetchall()


@app.route("/constant-table")
def constant_table():
    table = "users"
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT count(*) FROM {table} WHERE name = ?", (request.args["name"],)).fetchone()


@app.route("/replaced")
def value_replaced():
    name = request.args["name"]
    name = "guest"
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'").fetchone()


@app.route("/told")
def value_in_a_message():
    name = request.args["name"]
    app.logger.info("SELECT for '%s'" % name)  # expect: exception-log-injection
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT id FROM users WHERE name = ?", [name]).fetchone()


@app.route("/result")
def id_found_before():
    db = sqlite3.connect("shop.db")
    user = db.execute("SELECT id FROM users WHERE name = ?", (request.args["name"],)).fetchone()
    return db.execute("SELECT * FROM orders WHERE user = ?", (user[0],)).fetchall()


@app.route("/method")
def method_of_the_request():
    db = sqlite3.connect("shop.db")
    db.execute(f"INSERT INTO visits (method) VALUES ('{request.method}')")


@app.route("/length")
def length_of_a_value():
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT id FROM users WHERE length(name) > {len(request.args['name'])}").fetchall()


@app.route("/dead")
def branch_never_taken():
    name = "guest"
    if False:
        name = request.args["name"]
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'").fetchone()


@app.route("/pool")
def other_kind_of_execute():
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor()
    return pool.submit("report for " + request.args["name"])


@app.route("/task")
def execute_of_no_database(scheduler):
    scheduler.execute("nightly report")


@app.route("/commit")
def statements_without_values():
    db = sqlite3.connect("shop.db")
    db.execute("BEGIN")
    db.executescript("DELETE FROM old; VACUUM;")
    db.commit()  # expect: access-state-changing-get


@app.route("/digits")
def digits_only():
    number = request.args["id"]
    if not number.isdigit():
        return None
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users WHERE id = {number}").fetchone()
