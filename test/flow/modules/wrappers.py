# Sources and sinks in helpers, over two and three files.
#-- low.py
import sqlite3

from flask import request


def execute(sql, *values):
    return sqlite3.connect("shop.db").execute(sql, values)  # source


def parameter(name):
    return request.args.get(name)  # source


#-- middle.py
import low
from low import execute


def select(table, condition):
    return execute("SELECT id FROM users WHERE " + condition)  # source


def select_one(number):
    return execute("SELECT id FROM users WHERE id = ?", number)


def name_parameter():
    return low.parameter("name").strip()  # source


def number_parameter():
    return int(low.parameter("id"))


def condition_of(name):
    return "name = '" + name + "'"


#-- high.py
import middle
from low import execute, parameter
from middle import condition_of, name_parameter, number_parameter, select, select_one


def source_one_file_away():
    execute("SELECT '" + parameter("name") + "'")  # expect: database-sql-injection


def source_two_files_away():
    execute("SELECT '" + name_parameter() + "'")  # expect: database-sql-injection


def sink_two_files_away():
    select("users", "name = '" + parameter("name") + "'")  # expect: database-sql-injection


def both_two_files_away():
    middle.select("users", condition_of(middle.name_parameter()))  # expect: database-sql-injection


def other_argument_of_the_wrapper():
    select(parameter("table"), "name = 'guest'")


def bound_in_the_wrapper():
    select_one(parameter("id"))


def converted_in_the_wrapper():
    execute("SELECT id FROM users WHERE id = " + str(number_parameter()))


#-- highest.py
from high import select as choose
from middle import name_parameter as asked


def handed_on_by_a_module_that_imports_it():
    choose("users", "name = '" + asked() + "'")  # expect: database-sql-injection


def wrapper_around_a_wrapper(name):
    return choose("users", "name = '" + name + "'")


def through_all_of_them():
    wrapper_around_a_wrapper(asked())  # expect: database-sql-injection


#-- callbacks.py
from low import execute, parameter

HANDLERS = {"run": execute}


def apply(function, value):
    return function(value)


#-- uses_callbacks.py
from callbacks import HANDLERS, apply
from low import execute, parameter


def function_in_a_table_of_another_module():
    HANDLERS["run"]("SELECT '" + parameter("name") + "'")  # expect: database-sql-injection


def function_handed_to_another_module():
    apply(execute, "SELECT '" + parameter("name") + "'")  # expect: database-sql-injection


def harmless_function_handed_over():
    apply(len, "SELECT '" + parameter("name") + "'")
