# Every way to write an import of the workspace's own modules.
#-- app/__init__.py
#-- app/db.py
import sqlite3

db = sqlite3.connect("shop.db")


def run(sql):
    return db.execute(sql)  # source


def run_fixed(name):
    return db.execute("SELECT id FROM users WHERE name = ?", (name,))


def _hidden(sql):
    return db.execute(sql)


#-- app/sources.py
from flask import request


def wanted():
    return request.args["name"]  # source


def default():
    return "guest"


#-- app/absolute.py
import app.db
import app.db as storage
from app import db, sources
from app import db as aliased
from app.db import run, run_fixed
from app.db import run as run_query
from app.sources import default, wanted


def by_full_name():
    app.db.run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def by_module_alias():
    storage.run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def by_member_of_the_package():
    db.run("SELECT id FROM users WHERE name = '" + sources.wanted() + "'")  # expect: database-sql-injection


def by_alias_of_a_member():
    aliased.run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def by_name():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def by_alias_of_a_name():
    run_query("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def by_keyword():
    run(sql="SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def harmless_value():
    run("SELECT id FROM users WHERE name = '" + default() + "'")


def bound_inside():
    run_fixed(wanted())


#-- app/relative.py
from . import db, sources
from . import db as aliased
from .db import run
from .sources import default, wanted as asked


def by_member():
    db.run("SELECT id FROM users WHERE name = '" + sources.wanted() + "'")  # expect: database-sql-injection


def by_alias_of_a_member():
    aliased.run("SELECT id FROM users WHERE name = '" + asked() + "'")  # expect: database-sql-injection


def by_name():
    run("SELECT id FROM users WHERE name = '" + asked() + "'")  # expect: database-sql-injection


def harmless_value():
    run("SELECT id FROM users WHERE name = '" + default() + "'")


#-- app/inside_functions.py
def absolute():
    from app.db import run
    from app.sources import wanted

    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def relative():
    from . import db
    from .sources import wanted

    db.run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def full_name():
    import app.db
    import app.sources as where

    app.db.run("SELECT id FROM users WHERE name = '" + where.wanted() + "'")  # expect: database-sql-injection


def harmless():
    from app.db import run
    from app.sources import default

    run("SELECT id FROM users WHERE name = '" + default() + "'")


def name_of_the_other_function():
    wanted = default = lambda: "guest"
    from app.db import run

    run("SELECT id FROM users WHERE name = '" + wanted() + default() + "'")


#-- app/conditional.py
try:
    from app.db import run
except ImportError:
    run = None

if True:
    from app.sources import wanted
else:
    wanted = None


def under_try_and_if():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


#-- app/star.py
from app.db import *
from .sources import *


def names_of_star_imports():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def harmless_value():
    run("SELECT id FROM users WHERE name = '" + default() + "'")


def underscored_names_are_not_imported():
    _hidden("SELECT id FROM users WHERE name = '" + wanted() + "'")


def other_module_of_a_star():
    db.execute("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


#-- app/star_of_star.py
from app.star import *


def through_two_stars():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")  # expect: database-sql-injection


def harmless_value():
    run("SELECT id FROM users WHERE name = '" + default() + "'")


#-- app/star_replaced.py
from app.sources import *
from app.db import *


def wanted():
    return "guest"


def own_name_after_the_star():
    run("SELECT id FROM users WHERE name = '" + wanted() + "'")
