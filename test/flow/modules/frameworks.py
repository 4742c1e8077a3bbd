# Bases of a framework that are reached through classes of the workspace.
#-- web/__init__.py
#-- web/views.py
from django.views import View


class BaseView(View):
    pass


#-- web/secure.py
from web.views import BaseView


class SecureView(BaseView):
    def allowed(self):
        return True


#-- web/users.py
import sqlite3

from web.secure import SecureView

db = sqlite3.connect("shop.db")


class UserView(SecureView):
    def get(self, request):
        name = request.GET["name"]  # source
        db.execute("SELECT id FROM users WHERE name = '" + name + "'")  # expect: database-sql-injection

    def post(self, request):
        db.execute("SELECT id FROM users WHERE name = ?", (request.POST["name"],))


class FieldView(SecureView):
    def get(self):
        db.execute("SELECT id FROM users WHERE name = '" + self.request.GET["name"] + "'")  # expect: database-sql-injection


class NoView:
    def get(self, request):
        return request.GET["name"]


#-- web/extensions.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

#-- web/queries.py
from flask import request
from sqlalchemy import text

from web.extensions import app, db


@app.route("/users/<name>")
def users(name):
    db.session.execute(text("SELECT id FROM users WHERE name = '" + name + "'"))  # expect: database-sql-injection


@app.route("/users/<name>/bound")
def users_bound(name):
    db.session.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name})


#-- web/connection.py
import sqlite3


def connect():
    return sqlite3.connect("shop.db")


#-- web/uses_connection.py
from flask import request

from web.connection import connect


def cursor_of_a_library_from_a_helper():
    cursor = connect().cursor()
    cursor.execute("SELECT '" + request.args["name"] + "'")  # expect: database-sql-injection


def bound():
    cursor = connect().cursor()
    cursor.execute("SELECT ?", (request.args["name"],))
