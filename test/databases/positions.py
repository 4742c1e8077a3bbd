"""Where in a statement a value stands: statements with @ for the value, as a program would paste it in."""
import dataclasses

EVERYWHERE = ("sqlite", "postgres", "mysql")


@dataclasses.dataclass(frozen=True)
class Position:
    name: str
    sql: str
    kind: str = "text"  # text, number, count (not negative), numtext (number between quotes), textnum (the same,
    # beside a column of text), date, datetext
    databases: tuple = EVERYWHERE

    @property
    def writes(self):
        return not self.sql.startswith(("SELECT", "WITH", "VALUES"))

    @property
    def of_model(self):
        """Whether an ORM can read it into its objects."""
        return self.sql.startswith("SELECT id, name FROM users")

    @property
    def pasted_alone(self):
        """Whether a value fills a literal that nothing casts: which type the column has is then not known."""
        return any(before.endswith("'") and after.startswith("'") and not after.startswith(("'::", "' AS "))
                   for before, after in zip(self.pieces, self.pieces[1:]))

    @property
    def pieces(self):
        """What the program pastes values between."""
        return self.sql.split("@")

    def bound(self, value):
        """The statement's text around its values as it should be, and the values: quotes gone, the text beside a value
        within them moved into it."""
        pieces = self.pieces
        values = []
        for index in range(len(pieces) - 1):
            before, after = pieces[index], pieces[index + 1]
            if before.split("\n")[-1].count("'") % 2 == 0:  # comments end with their line
                values.append(value)
                continue
            head, _, prefix = before.rpartition("'")
            suffix, _, tail = after.partition("'")
            pieces[index], pieces[index + 1] = head, tail
            affixed = prefix or suffix or self.kind in ("text", "textnum")
            values.append(f"{prefix}{value}{suffix}" if affixed else value)
        return pieces, values


S = "SELECT id, name FROM users WHERE "
READS = [
    Position("equal", S + "name = '@' ORDER BY id"),
    Position("equal-tight", S + "name='@'"),
    Position("unequal", S + "name <> '@' ORDER BY id"),
    Position("contains", S + "name LIKE '%@%' ORDER BY id"),
    Position("begins", S + "name LIKE '@%' ORDER BY id"),
    Position("ends", S + "name LIKE '%@' ORDER BY id"),
    Position("affixes", S + "name = 'Mr @!' OR name = '@' ORDER BY id"),
    Position("item", S + "name IN ('Ada', '@') ORDER BY id"),
    Position("beside-percent", S + "city LIKE '%er%' AND name = '@'"),
    Position("beside-quote", S + "city <> 'a''b' AND name = '@'"),
    Position("comment", "SELECT id, name FROM users -- it's all: 100% of \"them\"?\nWHERE name = '@'"),
    Position("block-comment", "SELECT id, name FROM users /* '?' $1 */ WHERE name = '@'"),
    Position("function", S + "lower(name) = lower('@') ORDER BY id"),
    Position("chosen", "SELECT '@', id FROM users WHERE id < 3 ORDER BY id"),
    Position("subquery", S + "id IN (SELECT id FROM users WHERE name = '@')"),
    Position("case", "SELECT id, CASE WHEN name = '@' THEN 1 ELSE 0 END FROM users ORDER BY id"),
    Position("between", S + "name BETWEEN '@' AND 'zz' ORDER BY id"),
    Position("having", "SELECT city, count(*) FROM users GROUP BY city HAVING max(name) > '@' ORDER BY city"),
    Position("cte", "WITH u AS (SELECT id FROM users WHERE name = '@') SELECT id FROM u"),
    Position("union", "SELECT id FROM users WHERE name = '@' UNION SELECT 0"),
    Position("twice", S + "name = '@' OR city = '@' ORDER BY id"),
    Position("coalesce", S + "coalesce(name, '') = coalesce('@', '')"),
    Position("colon", S + "city <> '12:30' AND name = '@'"),
    Position("question", S + "city <> 'who?' AND name = '@'"),
    Position("quoted-name", S + 'users."name" = \'@\'', databases=("sqlite", "postgres")),
    Position("backtick-name", S + "users.`name` = '@'", databases=("mysql",)),
    Position("joined-text", S + "name || '' = '@'", databases=("sqlite", "postgres")),
    Position("cast", S + "name = '@'::text", databases=("postgres",)),
    Position("cast-call", S + "name = CAST('@' AS CHAR(200))", databases=("sqlite", "mysql")),
    Position("id", S + "id = @", "number"),
    Position("id-tight", S + "id=@", "number"),
    Position("below", S + "age < @ ORDER BY id", "number"),
    Position("not-id", S + "NOT id = @ ORDER BY id", "number"),
    Position("number-item", S + "id IN (1, @) ORDER BY id", "number"),
    Position("number-between", S + "age BETWEEN @ AND 50 ORDER BY id", "number"),
    Position("sum", S + "age + @ > 20 ORDER BY id", "number"),
    Position("remainder", S + "age % 2 = 0 AND id = @", "number"),
    Position("parentheses", S + "(id = (@))", "number"),
    Position("limit", S + "id > 3 ORDER BY id LIMIT @", "count"),
    Position("offset", S + "id > 3 ORDER BY id LIMIT 3 OFFSET @", "count"),
    Position("number-text", S + "id = '@'", "numtext"),
    Position("number-in-text", S + "city <> '@' ORDER BY id", "textnum"),
    Position("number-as-text", S + "name LIKE '@' OR name = '12'", "textnum"),
    Position("on", S + "joined = '@'", "date"),
    Position("cast-date", S + "joined = '@'::date", "date", databases=("postgres",)),
    Position("cast-date-call", S + "joined = CAST('@' AS date)", "date", databases=("postgres",)),
    Position("cast-date-text", S + "joined = '@'::date", "datetext", databases=("postgres",)),
    Position("since", S + "joined >= '@' ORDER BY id", "date"),
]
WRITES = [
    Position("insert", "INSERT INTO users (id, name, city) VALUES (800, '@', 'x')"),
    Position("insert-select", "INSERT INTO users (id, name) SELECT 800, '@'"),
    Position("update", "UPDATE users SET city = '@' WHERE id = 2"),
    Position("update-where", "UPDATE users SET age = 5 WHERE name = '@'"),
    Position("delete", "DELETE FROM users WHERE name = '@'"),
    Position("insert-number", "INSERT INTO users (id, age) VALUES (800, @)", "number"),
    Position("update-number", "UPDATE users SET age = @ WHERE id = 2", "number"),
    Position("increment", "UPDATE users SET age = age + @ WHERE id < 9", "number"),
    Position("delete-number", "DELETE FROM users WHERE id = @", "number"),
    Position("insert-date", "INSERT INTO users (id, joined) VALUES (800, '@')", "date"),
]
ALL = READS + WRITES
BY_NAME = {position.name: position for position in ALL}
