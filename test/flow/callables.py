"""Functions as values: partial application, tables of functions, callbacks, decorators."""
import functools
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")


def find(name):
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query
    #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


def find_in(table, name):
    return db.execute(f"SELECT id FROM {table} WHERE name = '{name}'")  # expect: database-dynamic-query


def count(name):
    return db.execute("SELECT count(*) FROM users WHERE name = ?", (name,))


def apply(job, value):
    return job(value)


def twice(job):
    @functools.wraps(job)
    def wrapper(*args, **kwargs):
        job(*args, **kwargs)
        return job(*args, **kwargs)
    return wrapper


def with_guest(job):
    @functools.wraps(job)
    def wrapper(name):
        return job("guest")
    return wrapper


def labelled(label):
    def decorate(job):
        job.label = label
        return job
    return decorate


@twice
def find_twice(name):
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


@twice
def table_of(name):
    return "users"


@labelled("search")
def requested(key):
    return request.args[key]


@functools.lru_cache(maxsize=None)
def cached_same(value):
    return value


@functools.lru_cache
def cached_constant(value):
    return "users"


JOBS = {"find": find, "count": count}


class Handlers:
    def __init__(self):
        self.jobs = {"find": self.find, "count": self.count}
        self.job = self.find

    def find(self, name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def count(self, name):
        db.execute("SELECT count(*) FROM users WHERE name = ?", (name,))

    def dispatched(self):
        self.jobs["find"](request.args["name"])  # expect: database-sql-injection

    def dispatched_elsewhere(self):
        self.jobs["count"](request.args["name"])

    def held(self):
        self.job(request.args["name"])  # expect: database-sql-injection

    def by_name(self):
        getattr(self, "find")(request.args["name"])  # expect: database-sql-injection

    def by_other_name(self):
        getattr(self, "count")(request.args["name"])


def partial_with_the_value():
    search = functools.partial(find, request.args["name"])
    search()  # expect: database-sql-injection


def partial_with_the_value_by_keyword():
    search = functools.partial(find, name=request.args["name"])
    search()  # expect: database-sql-injection


def partial_before_the_value():
    search = functools.partial(find_in, "users")
    search(request.args["name"])  # expect: database-sql-injection


def partial_with_a_constant():
    search = functools.partial(find, "guest")
    search()


def partial_of_a_method():
    run = functools.partial(db.execute, "SELECT id FROM users WHERE name = '%s'" % request.args["name"])  # source
    run()  # expect: database-sql-injection


def partial_of_a_method_with_values():
    run = functools.partial(db.execute, "SELECT id FROM users WHERE name = ?")
    run((request.args["name"],))


def partial_of_a_conversion():
    hexadecimal = functools.partial(int, base=16)
    db.execute(f"SELECT id FROM users WHERE id = {hexadecimal(request.args['id'])}")


def dispatched_by_a_known_key():
    JOBS["find"](request.args["name"])  # expect: database-sql-injection


def dispatched_by_another_key():
    JOBS["count"](request.args["name"])


def dispatched_by_any_key():
    JOBS[request.args["job"]](request.args["name"])  # expect: database-sql-injection


def dispatched_by_get():
    job = JOBS.get(request.args["job"], count)
    job(request.args["name"])  # expect: database-sql-injection


def callback_by_name():
    apply(find, request.args["name"])  # expect: database-sql-injection


def callback_that_binds():
    apply(count, request.args["name"])


def callback_lambda():
    apply(lambda name: db.execute("SELECT id FROM users WHERE name = '" + name + "'"), request.args["name"])  # expect: database-sql-injection


def callback_result():
    name = apply(str.strip, request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def callback_converts():
    number = apply(int, request.args["id"])
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def mapped():
    list(map(find, request.args.getlist("name")))  # expect: database-sql-injection


def decorated_sink():
    find_twice(request.args["name"])  # expect: database-sql-injection


def decorated_constant():
    db.execute(f"SELECT id FROM {table_of(request.args['name'])}")


def decorated_source():
    name = requested("name")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def cached():
    name = cached_same(request.args["name"])  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def cached_elsewhere():
    db.execute(f"SELECT id FROM {cached_constant(request.args['name'])}")


def nested_decorator():
    @twice
    def search(name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection

    search(request.args["name"])  # source


def nested_decorator_that_replaces_the_argument():
    @with_guest
    def search(name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # false: database-sql-injection

    search(request.args["name"])


def nested_wrapper():
    def log(job):
        def wrapper(*args):
            print("called")
            return job(*args)
        return wrapper

    @log
    def build(name):
        return "SELECT id FROM users WHERE name = '" + name + "'"

    db.execute(build(request.args["name"]))  # expect: database-sql-injection


def function_in_a_list():
    for job in [count, find]:
        job(request.args["name"])  # expect: database-sql-injection


def function_chosen_by_a_test(full: bool):
    job = find if full else count
    job(request.args["name"])  # expect: database-sql-injection


def function_returned():
    def chosen(full):
        return find if full else count

    chosen(True)(request.args["name"])  # expect: database-sql-injection


def lambda_in_a_dict():
    makers = {"name": lambda value: "name = '" + value + "'", "all": lambda value: "1 = 1"}
    db.execute("SELECT id FROM users WHERE " + makers["all"](request.args["name"]))
    db.execute("SELECT id FROM users WHERE " + makers["name"](request.args["name"]))  # expect: database-sql-injection


def default_argument_of_a_lambda():
    make = lambda name=request.args["name"]: "SELECT id FROM users WHERE name = '" + name + "'"  # source
    db.execute(make())  # expect: database-sql-injection
    db.execute(make("guest"))
