"""Strings are values of pieces: every way of putting them together, and of taking them apart."""
import base64
import io
import string
import textwrap

import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def plus():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-sql-injection
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def percent():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '%s' AND city = '%s'" % (name, "Berlin"))  # expect: database-sql-injection


def percent_with_names():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '%(name)s'" % {"name": name})  # expect: database-sql-injection


def format_by_position():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '{}'".format(name))  # expect: database-sql-injection


def format_by_name():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '{n}'".format(n=name))  # expect: database-sql-injection


def format_map():
    db.execute("SELECT id FROM users WHERE name = '{name}'".format_map(request.args))  # expect: database-sql-injection


def interpolated():
    name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name!s:>10}'")  # expect: database-sql-injection


def implicit_concatenation():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users "  # expect: database-sql-injection
               f"WHERE name = '{name}' "
               "ORDER BY id")


def joined():
    name = request.args["name"]  # source
    db.execute("".join(["SELECT id FROM users WHERE name = '", name, "'"]))  # expect: database-sql-injection


def methods_that_keep():
    name = request.args["name"].strip().lower().replace(" ", "")  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def split_and_taken():
    first = request.args["name"].split(" ")[0]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{first}'")  # expect: database-sql-injection


def partitioned():
    first, _, rest = request.args["name"].partition(" ")  # source
    db.execute(f"SELECT id FROM users WHERE name = '{rest}'")  # expect: database-sql-injection
    return first


def sliced():
    name = request.args["name"][:20]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def replaced_in_a_template():
    query = "SELECT id FROM users WHERE name = 'NAME'"
    query = query.replace("NAME", request.args["name"])  # source
    db.execute(query)  # expect: database-sql-injection


def encoded_and_decoded():
    name = base64.b64decode(request.args["name"]).decode("utf-8")  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def through_bytes():
    name = request.get_data().decode()  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def string_template():
    query = string.Template("SELECT id FROM users WHERE name = '$name'")
    db.execute(query.substitute(name=request.args["name"]))  # expect: database-sql-injection


def written_to_a_buffer():
    out = io.StringIO()
    out.write("SELECT id FROM users WHERE name = '")
    out.write(request.args["name"])  # source
    out.write("'")
    db.execute(out.getvalue())  # expect: database-sql-injection


def dedented():
    name = request.args["name"]  # source
    query = f"""
        SELECT id FROM users
        WHERE name = '{name}'
    """
    db.execute(textwrap.dedent(query))  # expect: database-sql-injection


def repeated():
    name = request.args["name"] * 2  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def copy_taken_before_it_grew():
    query = "SELECT id FROM users"
    plain = query
    query += " WHERE name = '" + request.args["name"] + "'"  # source
    db.execute(plain)
    db.execute(query)  # expect: database-sql-injection


def value_in_another_text():
    name = request.args["name"]
    message = f"looking for {name}"
    print(message)
    db.execute("SELECT id FROM users WHERE name = ?", (name,))


def constant_template_and_constant_value():
    query = string.Template("SELECT id FROM $table").substitute(table="users")
    db.execute(query)


def constant_piece_of_a_tainted_text():
    path = "users/" + request.args["name"]
    db.execute("SELECT id FROM " + path[:5])


def replaced_by_constants():
    query = "SELECT id FROM TABLE_NAME".replace("TABLE_NAME", "users")
    db.execute(query)


def dedented_constant():
    db.execute(textwrap.dedent("""
        SELECT id FROM users
        WHERE name = 'guest'"""))


def number_formats():
    number = request.args["id"]
    db.execute("SELECT id FROM users WHERE id = %d" % int(number))
    db.execute("SELECT id FROM users WHERE id = {:d}".format(int(number)))


def replaced_text_is_gone(page):
    token = request.args["token"]  # source
    open(page.path.replace(token, "x"))
    open(page.path.replace("x", token))  # expect: input-path-traversal
    open(page.path.replace(token))  # expect: input-path-traversal


class Page:
    def __init__(self):
        self.path = ""

    def show(self, rest):
        self.path = "%s/%s" % (rest, "index")


def replaced_in_a_field(page: Page):
    token = request.args["token"]
    open(page.path.replace(token, "x"))
