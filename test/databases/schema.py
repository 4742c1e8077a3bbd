"""The table that every query of the shapes reads or writes, and the values they are run with."""
import datetime
from decimal import Decimal

# Texts that must mean themselves, whatever a driver or a database makes of % : ? $ { } in a statement.
TEXTS = ["Ada", "ada", "Grace Hopper", "Zoë", "Ωmega", "日本語", "🙂", "50%", "100%%", "a%b_c", "%s", "%(value)s", "%d items", "{x}",
         "{}", "{{x}}", "who?", ":value", "12:30", "$1", "x;y", "--dash", "a/*b*/c", "tab\there", "line\nbreak", "", "  spaces  ",
         "`tick`", "#hash", "3", "03", "1e3", "NULL", "None"]
NUMBERS = [0, 1, 2, 3, 7, 10, 19, 20, 21, 36, 40, 41, 64, 99, 100, -1, -7, 1000, 2147483647, 2**40, 2.25, Decimal("36.25"), True, False]
DATES = [datetime.date(1990 + n, 1 + n % 12, 1 + n) for n in range(22)]

HOSTILE = [
    "nobody' OR '1'='1", "zzzz' OR '1'='1", "nobody' OR 'a%'='a", "nobody%' OR 'a%'='a%", "nobody' OR 1=1 -- ", "nobody') OR ('1'='1",
    "1' OR '1'='1", "2001-01-01' OR '1'='1", "2001-01-01'::date OR joined > '1990-01-01",
    "2001-01-01' AS date) OR joined > CAST('1990-01-01", "nobody' UNION SELECT id, city FROM users -- ", "nobody'); DELETE FROM users -- ",
    "x' || name || 'x", "x' 'y", "nobody', 'nobody') OR ('1'='1", "x', 'y'), (801, 'evil", "2001-01-01'), (801, '2001-01-02",
    "x', age = '77", "nobody' OR id < '3", "0 OR 1=1", "0) OR (1=1", "0 + id", "1 + 1", "2 OFFSET 1", "1, 2", "0 FOR UPDATE", "5), (801, 6",
    "1, city = 'evil'", "-1 UNION SELECT id, city FROM users", "nobody\" OR \"1\"=\"1"]

# A number between quotes, which any database takes for a number where it compares with one.
NUMBER_TEXTS = [str(n) for n in NUMBERS if isinstance(n, int) and not isinstance(n, bool) and n < 2**31] + ["64", "8", "9", "11", "12", "13"]

CREATE = ("CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(200), city VARCHAR(200), age INTEGER, joined DATE)")


def rows():
    """Each text is somebody's name, so is each hostile one: what is found can be told from what is not."""
    names = TEXTS + HOSTILE
    cities = ["Berlin", "100%", "Lyon", "a'b"]
    return [(index + 1, name, cities[index % len(cities)], NUMBERS[index % 15], DATES[index % len(DATES)])
            for index, name in enumerate(names)]
