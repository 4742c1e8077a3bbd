"""Templates filled in every way: by name, by attribute, by dictionary, by class."""
import base64
import io
import string
import urllib.parse

import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

QUERY = "SELECT id FROM {table} WHERE name = '{name}'"


class Row:
    def __init__(self, path, kind):
        self.path = path
        self.kind = kind


def format_with_a_dict():
    values = {"name": request.args["name"], "table": "users"}  # source
    db.execute("SELECT id FROM {table}".format(**values))
    db.execute("SELECT id FROM {table} WHERE name = '{name}'".format(**values))  # expect: database-sql-injection


def format_map_with_a_dict():
    values = {"name": request.args["name"], "table": "users"}  # source
    db.execute("SELECT id FROM {table}".format_map(values))
    db.execute(QUERY.format_map(values))  # expect: database-sql-injection


def format_with_a_list():
    values = ["users", request.args["name"]]  # source
    db.execute("SELECT id FROM {0}".format(*values))
    db.execute("SELECT id FROM {0} WHERE name = '{1}'".format(*values))  # expect: database-sql-injection


def format_of_attributes():
    row = Row(request.args["path"], "file")  # source
    db.execute("SELECT id FROM files WHERE kind = '{r.kind}'".format(r=row))
    db.execute("SELECT id FROM files WHERE path = '{r.path}'".format(r=row))  # expect: database-sql-injection


def format_of_items():
    row = {"path": request.args["path"], "kind": "file"}  # source
    db.execute("SELECT id FROM files WHERE kind = '{r[kind]}'".format(r=row))
    db.execute("SELECT id FROM files WHERE path = '{0[path]}'".format(row))  # expect: database-sql-injection


def format_with_alignment():
    name = request.args["name"]  # source
    db.execute("SELECT id FROM users WHERE name = '{:>10}'".format(name))  # expect: database-sql-injection
    db.execute("SELECT id FROM users WHERE rank = {:05d}".format(int(request.args["rank"])))


def format_of_an_unused_argument():
    db.execute("SELECT id FROM {0}".format("users", request.args["name"]))


def format_of_a_foreign_template():
    template = request.args["template"]  # source
    db.execute(template.format("users"))  # expect: database-sql-injection, input-format-string-injection


def percent_with_a_known_key():
    values = {"name": request.args["name"], "table": "users"}  # source
    db.execute("SELECT id FROM %(table)s" % values)
    db.execute("SELECT id FROM %(table)s WHERE name = '%(name)s'" % values)  # expect: database-sql-injection


def percent_with_locals():
    name = request.args["name"]
    db.execute("SELECT id FROM users WHERE name = '%(name)s'" % locals())  # expect: database-sql-injection
    return name


def percent_of_a_number():
    values = (request.args["id"], "users")
    db.execute("SELECT id FROM users WHERE id = %d" % values[0])
    db.execute("SELECT id FROM %s" % values[1])


def percent_with_a_tuple_variable():
    values = ("users", request.args["name"])  # source
    db.execute("SELECT id FROM %s WHERE name = '%s'" % values)  # expect: database-sql-injection


def keyword_arguments_in_a_dict():
    arguments = {"sql": "SELECT id FROM users WHERE name = '" + request.args["name"] + "'"}  # source
    db.execute(**arguments)  # expect: database-sql-injection


def keyword_arguments_of_constants():
    arguments = {"sql": "SELECT id FROM users WHERE name = ?", "parameters": (request.args["name"],)}
    db.execute(**arguments)


def template_class():
    query = string.Template("SELECT id FROM $table WHERE name = '${name}'")
    db.execute(query.substitute(table="users", name="guest"))
    db.execute(query.safe_substitute({"table": "users", "name": request.args["name"]}))  # expect: database-sql-injection


def buffer_of_constants():
    out = io.StringIO()
    out.write("SELECT id FROM users")
    out.write(" WHERE name = 'guest'")
    db.execute(out.getvalue())


def buffer_with_initial_value():
    out = io.StringIO(request.args["query"])  # source
    db.execute(out.read())  # expect: database-sql-injection


def two_buffers():
    query, log = io.StringIO(), io.StringIO()
    query.write("SELECT id FROM users")
    log.write(request.args["name"])
    db.execute(query.getvalue())


def printed_into_a_buffer():
    out = io.StringIO()
    print("SELECT id FROM users WHERE name = '", request.args["name"], "'", file=out)  # source
    db.execute(out.getvalue())  # expect: database-sql-injection


def base64_round_trip():
    packed = base64.b64encode(request.args["name"].encode("utf-8"))  # source
    name = base64.b64decode(packed).decode("utf-8")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def base64_round_trip_of_a_constant():
    name = base64.b64decode(base64.b64encode("guest".encode("utf-8"))).decode("utf-8")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def quote_round_trip():
    name = urllib.parse.unquote(urllib.parse.quote(request.args["name"]))  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def quote_round_trip_of_a_constant():
    name = urllib.parse.unquote(urllib.parse.quote("guest"))
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def bytes_and_back():
    name = bytes(request.args["name"], "utf-8").decode()  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    other = str(b"guest", "utf-8")
    db.execute(f"SELECT id FROM users WHERE name = '{other}'")


def percent_of_bytes():
    name = (b"'%s'" % request.args["name"].encode()).decode()  # source
    db.execute(f"SELECT id FROM users WHERE name = {name}")  # expect: database-sql-injection


def translated():
    name = request.args["name"].translate({ord(" "): "_"})  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    db.execute("SELECT id FROM " + "us ers".translate({ord(" "): None}))


def joined_constants():
    parts = ["SELECT id"]
    parts += ["FROM users"]
    parts.extend(["WHERE name = 'guest'"])
    db.execute(" ".join(parts))


def joined_tuple_and_generator():
    columns = ",".join(str(column) for column in ("id", "name"))
    db.execute(f"SELECT {columns} FROM users")
    db.execute("".join(("SELECT id FROM users WHERE name = '", request.args["name"], "'")))  # expect: database-sql-injection


def piece_by_partition():
    head, _, tail = ("users:" + request.args["name"]).partition(":")  # source
    db.execute(f"SELECT id FROM {head}")
    db.execute(f"SELECT id FROM users WHERE name = '{tail}'")  # expect: database-sql-injection


def piece_by_split():
    parts = ("users/" + request.args["name"]).split("/", 1)  # source
    db.execute(f"SELECT id FROM {parts[0]}")
    db.execute(f"SELECT id FROM users WHERE name = '{parts[1]}'")  # expect: database-sql-injection


def piece_by_rsplit():
    head, tail = (request.args["name"] + ".users").rsplit(".", 1)  # source
    db.execute(f"SELECT id FROM {tail}")
    db.execute(f"SELECT id FROM users WHERE name = '{head}'")  # expect: database-sql-injection


def piece_by_rpartition():
    head, _, tail = (request.args["name"] + "@users").rpartition("@")  # source
    db.execute(f"SELECT id FROM {tail}")
    db.execute(f"SELECT id FROM users WHERE name = '{head}'")  # expect: database-sql-injection


def piece_by_slice():
    text = "users" + request.args["name"]  # source
    db.execute(f"SELECT id FROM {text[:5]}")
    db.execute(f"SELECT id FROM users WHERE name = '{text[5:]}'")  # expect: database-sql-injection


def split_constant():
    table, column = "users.name".split(".")
    db.execute(f"SELECT {column} FROM {table}")
    for name in "id name city".split():
        db.execute(f"SELECT {name} FROM users")


def repeated_constant():
    marks = ", ".join(["?"] * len(request.args))
    db.execute(f"SELECT id FROM users WHERE name IN ({marks})", list(request.args.values()))


def template_string():
    name = request.args["name"]
    db.execute(t"SELECT id FROM users WHERE name = {name}")


def format_builtin():
    db.execute("SELECT id FROM users WHERE name = '" + format(request.args["name"], ">10") + "'")  # expect: database-sql-injection
    db.execute("SELECT id FROM users WHERE id = " + format(12, "03d"))
