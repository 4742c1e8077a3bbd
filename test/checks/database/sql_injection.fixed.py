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
    name = request.args["name"]
    db = sqlite3.connect("shop.db")
    rows = db.execute("SELECT id FROM users WHERE name = ?", (name,))
    return rows.fetchall()


@app.route("/interpolated")
def interpolated():
    db = sqlite3.connect("shop.db")
    cursor = db.cursor()
    cursor.execute("SELECT id FROM users WHERE name = ?", (request.args['name'],))
    return cursor.fetchone()


@app.post("/format")
def formatted():
    name = request.form.get("name")
    city = request.form.get("city")
    with sqlite3.connect("shop.db") as db:
        db.execute("INSERT INTO users (name, city) VALUES (?, ?)", (str(name), str(city)))


@app.route("/format-by-name")
def formatted_by_name():
    db = sqlite3.connect("shop.db")
    query = "SELECT id FROM users WHERE name = ? AND city = '{city}'"
    return db.execute(query.format(city="Berlin"), (request.values["name"],))


@app.route("/plus")
def concatenated():
    db = sqlite3.connect("shop.db")
    name = request.headers["X-Name"]
    query = "SELECT id FROM users WHERE name = ? LIMIT 1"
    return db.execute(query, (name,)).fetchone()


@app.route("/lines")
def over_several_lines():
    db = sqlite3.connect("shop.db")
    city = request.cookies.get("city")
    db.execute(
        "SELECT id, name "
        "FROM users "
        "WHERE city = ? "
        "ORDER BY name",
        (str(city),)
    )


@app.route("/grown")
def grown_over_statements():
    db = sqlite3.connect("shop.db")
    query = "SELECT id FROM users WHERE active = 1"
    params = []
    if "name" in request.args:
        query += " AND name = ?"
        params.append(request.args["name"])
    query += " ORDER BY id"
    db.execute(query, params)


@app.put("/json")
def from_json():
    data = request.get_json()
    db = sqlite3.connect("shop.db")
    db.execute("UPDATE users SET city = ? WHERE id = ?", (str(data["city"]), data["id"]))


@app.route("/like")
def with_affixes():
    db = sqlite3.connect("shop.db")
    term = request.args.get("q", "")
    return db.execute("SELECT id FROM users WHERE name LIKE ?", (f"%{term}%",)).fetchall()


@app.route("/in")
def list_of_values():
    db = sqlite3.connect("shop.db")
    ids = request.args.getlist("id")
    return db.execute("SELECT name FROM users WHERE id IN (" + ",".join("?" * len(ids)) + ")", tuple(ids))


@app.route("/unquoted")
def number_taken_for_granted():
    db = sqlite3.connect("shop.db")
    number = request.args["id"]
    return db.execute("SELECT name FROM users WHERE id = ?", (number,)).fetchone()


@app.route("/order")
def column_by_name():
    db = sqlite3.connect("shop.db")
    order = request.args.get("order", "name")
    return db.execute("SELECT name FROM users ORDER BY " + order).fetchall()


@app.route("/table/<name>")
def table_by_name(name):
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT count(*) FROM {name}").fetchone()


@users.get("/by-city/<city>")
def route_parameter(city):
    db = sqlite3.connect("shop.db")
    return db.execute("SELECT name FROM users WHERE city = ?", (str(city),)).fetchall()


@app.route("/all-of-it", methods=["POST"])
def whole_statement():
    db = sqlite3.connect("shop.db")
    return db.execute(request.form["sql"]).fetchall()


@app.post("/script")
def script():
    db = sqlite3.connect("shop.db")
    name = request.form["name"]
    db.executescript(f"DELETE FROM users WHERE name = '{name}'; VACUUM;")


@app.post("/many")
def many():
    table = request.form["table"]
    db = sqlite3.connect("shop.db")
    db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(1, 2), (3, 4)])


@app.route("/mixed")
def one_value_bound_the_other_not():
    db = sqlite3.connect("shop.db")
    name, city = request.args["name"], request.args["city"]
    db.execute("SELECT id FROM users WHERE city = ? AND name = ?", (city, str(name)))


@app.route("/escaped")
def escaped_by_hand():
    db = sqlite3.connect("shop.db")
    name = request.args["name"].replace('"', '""')
    db.execute("SELECT id FROM users WHERE name = ?", (name,))


@app.route("/kept")
def through_several_names():
    form = request.form
    wanted = form["name"].strip()
    title = wanted.title() if wanted else "Guest"
    condition = "name = ?"
    db = sqlite3.connect("shop.db")
    db.execute("SELECT id FROM users WHERE " + condition, (title,))


@app.route("/loop")
def conditions_in_a_loop():
    conditions = []
    for key in COLUMNS:
        if key in request.args:
            conditions.append("%s = '%s'" % (key, request.args[key]))
    db = sqlite3.connect("shop.db")
    db.execute("SELECT id FROM users WHERE " + " AND ".join(conditions))


@app.route("/keys")
def columns_of_a_body():
    body = request.json
    assignments = ", ".join(f"{column} = ?" for column in body)
    db = sqlite3.connect("shop.db")
    db.execute(f"UPDATE users SET {assignments}", list(body.values()))


@app.route("/upload", methods=["POST"])
def name_of_an_upload():
    upload = request.files["picture"]
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO pictures (name) VALUES (?)", (str(upload.filename),))


@app.route("/address")
def path_of_the_request():
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO visits VALUES ('" + request.path + "')")


@app.route("/agent")
def user_agent():
    db = sqlite3.connect("shop.db")
    db.execute("INSERT INTO agents VALUES ('%s')" % request.user_agent.string)


@app.route("/savepoint")
def name_of_a_savepoint():
    db = sqlite3.connect("shop.db")
    db.execute("SAVEPOINT " + request.args["name"])


class UserView(MethodView):
    def get(self, name):
        db = sqlite3.connect("shop.db")
        return db.execute("SELECT id FROM users WHERE name = ?", (str(name),)).fetchone()

    def post(self):
        db = sqlite3.connect("shop.db")
        name = request.form["name"]
        db.execute("INSERT INTO users (name) VALUES (?)", (name,))

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
    app.logger.info("SELECT for '%s'" % name)
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
    db.commit()


@app.route("/digits")
def digits_only():
    number = request.args["id"]
    if not number.isdigit():
        return None
    db = sqlite3.connect("shop.db")
    return db.execute(f"SELECT name FROM users WHERE id = {number}").fetchone()
