"""A test or a conversion inside a helper counts at its callers, by the helper's summary."""
import os
import re
import sqlite3

from flask import abort, redirect, request

db = sqlite3.connect("shop.db")

COLUMNS = ("id", "name", "city")
SAFE = re.compile(r"[a-z_]+\Z")


def is_known(value):
    return value in COLUMNS


def is_number(text):
    return text.isdigit()


def is_word(text):
    return re.fullmatch(r"\w+", text) is not None


def is_safe(text):
    return bool(SAFE.match(text))


def is_known_step_by_step(value):
    if not value:
        return False
    if value in COLUMNS:
        return True
    return False


def is_known_and_short(value):
    return len(value) < 20 and value in COLUMNS


def is_known_or_forced(value, force):
    return force or value in COLUMNS


def is_unknown(value):
    return value not in COLUMNS


def has_spaces(value):
    return " " in value


def is_allowed(value, allowed):
    return value in allowed


def same_answer(value):
    return is_known(value)


def require_known(value):
    if value not in COLUMNS:
        raise ValueError("no such column")


def require_number(text):
    if not text.isdigit():
        abort(400)
    return text


def require_short(value):
    if len(value) > 20:
        raise ValueError("too long")


def require_by_helper(value):
    require_known(value)


def require_int(text):
    try:
        int(text)
    except ValueError:
        raise ValueError("no number") from None


def log_unknown(value):
    if value not in COLUMNS:
        print("unknown", value)


def known_or_default(value):
    return value if value in COLUMNS else "id"


def first_of_two_known(first, second):
    if first not in COLUMNS:
        raise ValueError(second)


def refusal_of(value):
    if value not in COLUMNS:
        return "no such column", 404
    return None


class Policy:
    columns = ("id", "name")

    def allows(self, column):
        return column in self.columns

    @staticmethod
    def check(column):
        if column not in COLUMNS:
            raise ValueError("no such column")

    def list(self):
        column = request.args["column"]
        if self.allows(column):
            db.execute(f"SELECT {column} FROM users")

    def list_unless(self):
        column = request.args["column"]  # source
        if self.allows(column):
            return
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    def list_checked(self):
        column = request.args["column"]
        Policy.check(column)
        db.execute(f"SELECT {column} FROM users")


def tested_by_a_helper():
    column = request.args["column"]
    if is_known(column):
        db.execute(f"SELECT {column} FROM users")


def leaves_unless_the_helper_says_so():
    column = request.args["column"]
    if not is_known(column):
        abort(404)
    db.execute(f"SELECT {column} FROM users")


def leaves_if_the_helper_says_so():
    column = request.args["column"]
    if is_unknown(column):
        return redirect("/")
    return db.execute(f"SELECT {column} FROM users")


def tested_for_digits():
    number = request.args["id"]
    if not is_number(number):
        raise ValueError("no number")
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def tested_by_a_pattern():
    name = request.args["name"]
    if is_word(name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tested_by_a_compiled_pattern():
    name = request.args["name"]
    if is_safe(name):
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tested_step_by_step():
    column = request.args["column"]
    if is_known_step_by_step(column):
        db.execute(f"SELECT {column} FROM users")


def tested_twice_in_one():
    column = request.args["column"]
    if is_known_and_short(column):
        db.execute(f"SELECT {column} FROM users")


def tested_against_an_argument():
    column = request.args["column"]
    if is_allowed(column, ("id", "name")):
        db.execute(f"SELECT {column} FROM users")


def tested_by_keyword():
    column = request.args["column"]
    if is_allowed(allowed=COLUMNS, value=column):
        db.execute(f"SELECT {column} FROM users")


def tested_two_calls_deep():
    column = request.args["column"]
    if same_answer(column):
        db.execute(f"SELECT {column} FROM users")


def tested_in_a_comprehension():
    columns = [column for column in request.args.getlist("column") if is_known(column)]
    db.execute(f"SELECT {columns[0]} FROM users")


def tested_with_all():
    columns = request.args.getlist("column")
    if not all(is_known(column) for column in columns):
        abort(400)
    db.execute(f"SELECT {', '.join(columns)} FROM users")


def filtered_by_the_helper():
    for column in filter(is_known, request.args.getlist("column")):
        db.execute(f"SELECT {column} FROM users")


def required_by_a_helper():
    column = request.args["column"]
    require_known(column)
    db.execute(f"SELECT {column} FROM users")


def required_number():
    number = request.args["id"]
    require_number(number)
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def required_number_returned():
    number = require_number(request.args["id"])
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def required_two_calls_deep():
    column = request.args["column"]
    require_by_helper(column)
    db.execute(f"SELECT {column} FROM users")


def required_by_conversion():
    number = request.args["id"]
    require_int(number)
    db.execute(f"SELECT id FROM users WHERE id = {number}")


def required_inside_try():
    column = request.args["column"]
    try:
        require_known(column)
    except ValueError:
        return None
    return db.execute(f"SELECT {column} FROM users")


def result_of_the_test_kept():
    column = request.args["column"]
    known = is_known(column)
    if not known:
        abort(404)
    db.execute(f"SELECT {column} FROM users")


def default_by_a_helper():
    column = known_or_default(request.args["column"])
    db.execute(f"SELECT {column} FROM users")


def first_of_two():
    column = request.args["column"]
    first_of_two_known(column, request.args["other"])
    db.execute(f"SELECT {column} FROM users")


def answer_is_none_if_allowed():
    column = request.args["column"]
    answer = refusal_of(column)
    if answer is not None:
        return answer
    return db.execute(f"SELECT {column} FROM users")


def second_of_two():
    column = request.args["column"]  # source
    first_of_two_known("id", column)
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def other_branch():
    column = request.args["column"]  # source
    if is_known(column):
        print("known")
    else:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def helper_that_proves_nothing():
    column = request.args["column"]  # source
    if not has_spaces(column):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def helper_that_can_be_forced(force: bool):
    column = request.args["column"]  # source
    if is_known_or_forced(column, force):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def allowed_are_request_data_too():
    column = request.args["column"]  # source
    if is_allowed(column, request.args.getlist("columns")):
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def requires_too_little():
    name = request.args["name"]  # source
    require_short(name)
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def helper_only_logs():
    column = request.args["column"]  # source
    log_unknown(column)
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def required_but_ignored():
    column = request.args["column"]  # source
    try:
        require_known(column)
    except ValueError:
        print("unknown column")
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def result_of_the_test_is_stale():
    column = request.args["column"]
    known = is_known(column)
    column = request.args["other"]  # source
    if known:
        db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def answer_of_the_helper_ignored():
    column = request.args["column"]  # source
    is_known(column)
    db.execute(f"SELECT {column} FROM users")  # expect: database-sql-injection


def by_an_inner_function():
    def check(name):
        if not name.isalnum():
            raise ValueError(name)

    name = request.args["name"]
    check(name)
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def by_an_inner_function_that_goes_on():
    def check(name):
        if not name.isalnum():
            print("unusual")

    name = request.args["name"]  # source
    check(name)
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def inside(folder, path):
    common = os.path.commonpath([folder, os.path.abspath(path)])
    return common == folder


def by_a_common_path_that_is_kept():
    path = os.path.join("/srv/files", request.args["path"])
    if not inside("/srv/files", path):
        return None
    return open(path).read()


def by_no_common_path():
    path = os.path.join("/srv/files", request.args["path"])  # source
    common = os.path.commonpath(["/srv/files", path])
    return open(path).read(), common  # expect: input-path-traversal
