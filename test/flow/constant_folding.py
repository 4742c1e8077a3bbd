"""What is computed from constants alone is known, and so is which way a test of it goes."""
import sqlite3

from flask import request

db = sqlite3.connect("shop.db")

LIMIT = 3
NAME = "guest"
FLAGS = {"debug": False, "level": 2}
VERSION = (3, 11)


def query(name):
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


def integers():
    name = "guest"
    if 7 * 18 + 106 <= 200 or 2 ** 5 != 32 or 10 // 3 != 3 or 1 << 3 != 8 or -7 % 3 != 2:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def integers_the_other_way():
    name = "guest"
    if (500 // 42) + 86 < 106:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def booleans():
    name = "guest"
    if True and not True or False:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def strings():
    name = "guest"
    if NAME + "s" != "guests" or NAME * 2 != "guestguest" or NAME.upper() != "GUEST" or len(NAME) != 5:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def string_tests():
    name = "guest"
    if not NAME.startswith("gu") or NAME.endswith("x") or NAME.find("z") != -1 or NAME.isdigit():
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def characters():
    name = "guest"
    if NAME[0] != "g" or NAME[-1] == "x" or NAME[1:3] != "ue" or NAME[::-1] != "tseug" or ord("a") != 97:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def membership():
    name = "guest"
    if "x" in NAME or "gu" not in NAME or LIMIT in (1, 2) or "debug" not in FLAGS or LIMIT not in {1, 2, 3}:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def formatted():
    name = "guest"
    if f"{NAME}-{LIMIT}" != "guest-3" or "%s/%d" % (NAME, LIMIT) != "guest/3" or "{}".format(LIMIT) != "3":
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def items():
    name = "guest"
    if FLAGS["debug"] or FLAGS.get("level") != 2 or FLAGS.get("other", 0) or [1, 2, 3][1] != 2:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tuples():
    name = "guest"
    if VERSION < (3, 0) or VERSION != (3, 11) or (1, 2) == (1, 3) or len(VERSION) != 2:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def tuples_the_other_way():
    name = "guest"
    if VERSION >= (3, 0):
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def chained():
    name = "guest"
    if 1 < LIMIT < 3 or not 0 < LIMIT <= 3 < 5:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def chained_the_other_way():
    name = "guest"
    if 1 < LIMIT < 4:
        name = request.args["name"]  # source
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def conversions():
    name = "guest"
    if int("12") != 12 or str(12) != "12" or bool("") or int("ff", 16) != 255 or abs(-3) != 3 or max(1, 5) != 5:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def none_tests():
    name = "guest"
    other = None
    if other is not None or other or NAME is None:
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def counted_up():
    number = 5
    number += 2
    number -= 4
    number *= 2
    name = request.args["name"] if number > 6 else "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def augmented_text():
    key = "a"
    key += "b"
    name = {"ab": "guest", "a": request.args["name"]}[key]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def matched_text():
    guess = "ABC"
    match guess[2]:
        case "A" | "B":
            name = request.args["name"]
        case "C" | "D":
            name = "guest"
        case _:
            name = request.args["other"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def matched_tuple():
    match (LIMIT, NAME):
        case (1, _):
            name = request.args["name"]
        case (3, "guest"):
            name = "guest"
        case _:
            name = request.args["other"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def loop_with_a_known_count():
    name = request.args["name"]
    for index in range(2):
        name = "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return index


def loop_over_nothing():
    name = "guest"
    for _ in []:
        name = request.args["name"]
    for _ in range(0):
        name = request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def while_counted():
    name = "guest"
    index = 0
    while index > 3:
        name = request.args["name"]
        index += 1
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")


def known_argument_of_a_lambda():
    pick = lambda full: request.args["name"] if full else "guest"
    db.execute(f"SELECT id FROM users WHERE name = '{pick(False)}'")


def known_argument_of_an_inner_function():
    def pick(full):
        if full:
            return request.args["name"]
        return "guest"

    db.execute(f"SELECT id FROM users WHERE name = '{pick(False)}'")
    db.execute(f"SELECT id FROM users WHERE name = '{pick(True)}'")  # expect: database-sql-injection


def dead_operand():
    name = NAME and "guest" or request.args["name"]
    other = not NAME and request.args["name"]
    db.execute(f"SELECT id FROM users WHERE name = '{name}{other}'")


def after_break():
    for _ in range(3):
        break
        db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def after_both_branches_return(full: bool):
    if full:
        return 1
    else:
        return 2
    db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")


def assertion_that_fails():
    assert False, "not here"
    db.execute("SELECT id FROM users WHERE name = '" + request.args["name"] + "'")
