"""Shapes that no table of forms makes: programs as people write them. Each does the same as a statement of positions.py."""
import drivers
import positions

# name: the position it equals, the lines of `run`; {execute} runs what is in its parentheses and returns the rows.
PROGRAMS = {
    "branch": ("equal", '''
        query = "SELECT id, name FROM users WHERE 1 = 1"
        if value is not None:
            query += f" AND name = '{value}'"
        query += " ORDER BY id"
        {execute}(query)
    '''),
    "either-branch": ("equal", '''
        if value is None:
            query = "SELECT id, name FROM users"
        else:
            query = "SELECT id, name FROM users WHERE name = '%s' ORDER BY id" % value
        {execute}(query)
    '''),
    "conditions": ("equal", '''
        conditions = "name = '{}'".format(value)
        query = "SELECT id, name FROM users WHERE " + conditions + " ORDER BY id"
        {execute}(query)
    '''),
    "table-constant": ("equal", '''
        table = "users"
        {execute}(f"SELECT id, name FROM {table} WHERE name = '{value}' ORDER BY id")
    '''),
    "comment-beside": ("equal", '''
        {execute}(
            "SELECT id, name FROM users "  # the whole table
            f"WHERE name = '{value}' "  # one of them
            "ORDER BY id"
        )
    '''),
    "continued-line": ("equal", '''
        query = "SELECT id, name FROM users " \\
                f"WHERE name = '{value}' " \\
                "ORDER BY id"
        {execute}(query)
    '''),
    "two-names": ("affixes", '''
        greeting = f"Mr {value}!"
        {execute}("SELECT id, name FROM users WHERE name = '" + greeting + "' OR name = '" + value + "' ORDER BY id")
    '''),
    "pattern": ("contains", '''
        pattern = f"%{value}%"
        {execute}(f"SELECT id, name FROM users WHERE name LIKE '{pattern}' ORDER BY id")
    '''),
    "row": ("equal", '''
        row = {"name": value}
        {execute}(f"SELECT id, name FROM users WHERE name = '{row['name']}' ORDER BY id")
    '''),
    "object": ("equal", '''
        class Wanted:
            name = value
        wanted = Wanted()
        {execute}("SELECT id, name FROM users WHERE name = '{0.name}' ORDER BY id".format(wanted))
    '''),
    "stripped": ("equal", '''
        query = f"""
            SELECT id, name FROM users
            WHERE name = '{value}'
            ORDER BY id
        """.strip()
        {execute}(query)
    '''),
}

RUN = [drivers.Sqlite, drivers.Psycopg2, drivers.Psycopg3, drivers.PyMySQL, drivers.Asyncpg, drivers.SqlAlchemy, drivers.Django]


def source(driver, lines):
    opening, closing = driver.fetch.split("{query}")
    text = []
    for line in lines.rstrip().strip("\n").split("\n"):
        text.append(line[8:])
    program = "\n".join(text)
    if "\n" in opening:
        before, _, opening = opening.rpartition("\n")
        depth = len(opening) - len(opening.lstrip())
    head, _, call = program.rpartition("{execute}(")
    indent = ""
    if "\n" in driver.fetch:
        head += before + "\n"
        indent = " " * depth
    body = head + opening + call[:-1].replace("\n", "\n" + indent) + closing
    body = "\n".join("    " + line if line else line for line in body.split("\n"))
    define = "async def" if driver.is_async else "def"
    return f'"""A query shape."""\n{driver.imports}\n\n\n{define} run({driver.parameter}, value):\n{body}\n'


def refusal(driver, name):
    """Why no fix is offered; empty if one is."""
    if driver is drivers.Asyncpg and name in ("branch", "either-branch"):
        return "the number of a $1 depends on the path taken"
    return ""


def expected(driver, name):
    if refusal(driver, name):
        return "none"
    text = name not in ("conditions", "table-constant", "comment-beside", "continued-line", "row", "object", "stripped")
    return "safe" if text or driver is not drivers.Asyncpg else "unsafe"


SHAPES = [{"name": f"{driver.name}/by-hand/{name}", "driver": driver, "position": positions.BY_NAME[position],
           "source": source(driver, lines), "fix": expected(driver, name), "why": refusal(driver, name)}
          for driver in RUN for name, (position, lines) in PROGRAMS.items()]
