"""How each driver is connected to, called by a shape and called rightly by the harness. `execute` and the like stand in
`fetch` (a query whose rows are returned) and `change` (a statement that writes); {query} is the text of the shape."""
import asyncio
import sqlite3
from decimal import Decimal

import schema

ENGINE = {"format": "%s", "qmark": "?"}


class Driver:
    name = ""
    imports = ""
    parameter = "conn"  # as the shape declares it
    is_async = False
    style = "qmark"
    sql = "sqlite"      # whose SQL: sqlite, postgres, mysql
    server_typed = False
    percent_always = False
    takes_text = True   # text in place of a number is converted by the database
    avoids = ()         # positions that its own reading of the text makes wrong

    fetch = "return conn.execute({query}).fetchall()"
    change = "conn.execute({query})"

    def __init__(self, places):
        """`places`: where the servers are, by name."""
        self.places = places
        self.conn = None

    @classmethod
    def takes(cls, value):
        """Whether the driver can bind the value where the program now writes it into the text, and its text is not already
        something else to the driver."""
        if isinstance(value, bool):
            return False
        if isinstance(value, str):
            return not (cls.percent_always and "%" in value)
        return cls.sql != "sqlite" or not isinstance(value, Decimal)

    def open(self):
        raise NotImplementedError

    def close(self):
        self.conn.close()

    def call(self, function, value):
        """Runs a shape's function; afterwards everything is as before. Returns its rows and what it left in the table."""
        try:
            rows = function(self.conn, value)
            return normal(rows), self.contents()
        finally:
            self.rollback()

    def rollback(self):
        self.conn.rollback()

    def contents(self):
        return normal(self.right(["SELECT id, name, city, age, joined FROM users ORDER BY id"], [], True))

    def right(self, pieces, values, fetches):
        """The statement with the values bound as the driver's manual says."""
        text, bound = self.bind(pieces, values)
        return self.run_bound(text, bound, fetches)

    def call_right(self, pieces, values, fetches):
        try:
            return normal(self.right(pieces, values, fetches)), self.contents()
        finally:
            self.rollback()

    def bind(self, pieces, values):
        mark = ENGINE[self.style]
        if self.style == "format" and (values or self.percent_always):
            pieces = [piece.replace("%", "%%") for piece in pieces]
        return mark.join(pieces), tuple(values)

    def run_bound(self, text, bound, fetches):
        cursor = self.conn.cursor()
        if bound:
            cursor.execute(text, bound)
        else:
            cursor.execute(text)
        return cursor.fetchall() if fetches else None

    def fill(self):
        self.right([f"DROP TABLE IF EXISTS users"], [], False)
        self.right([schema.CREATE], [], False)
        for row in schema.rows():
            self.right(["INSERT INTO users VALUES (", ", ", ", ", ", ", ", ", ")"], row, False)
        self.commit()

    def commit(self):
        self.conn.commit()


def normal(rows):
    return None if rows is None else [tuple(str(item) for item in row) for row in rows]


class Sqlite(Driver):
    name = "sqlite3"
    imports = "import sqlite3"
    parameter = "conn: sqlite3.Connection"

    def open(self):
        self.conn = sqlite3.connect(":memory:")


class SqliteCursor(Sqlite):
    name = "sqlite3-cursor"
    fetch = "cursor = conn.cursor()\ncursor.execute({query})\nreturn cursor.fetchall()"
    change = "cursor = conn.cursor()\ncursor.execute({query})"


class CursorDriver(Driver):
    style = "format"
    fetch = "with conn.cursor() as cursor:\n    cursor.execute({query})\n    return cursor.fetchall()"
    change = "with conn.cursor() as cursor:\n    cursor.execute({query})"


class Psycopg2(CursorDriver):
    name = "psycopg2"
    imports = "import psycopg2"
    parameter = "conn: psycopg2.extensions.connection"
    sql = "postgres"

    def open(self):
        import psycopg2
        self.conn = psycopg2.connect(host=self.places["postgres"], user="postgres", dbname="postgres")


class Psycopg3(CursorDriver):
    name = "psycopg"
    imports = "import psycopg"
    parameter = "conn: psycopg.Connection"
    sql = "postgres"
    server_typed = True
    fetch = "return conn.execute({query}).fetchall()"
    change = "conn.execute({query})"

    def open(self):
        import psycopg
        self.conn = psycopg.connect(host=self.places["postgres"], user="postgres", dbname="postgres")


class PyMySQL(CursorDriver):
    name = "pymysql"
    imports = "import pymysql"
    parameter = "conn: pymysql.connections.Connection"
    sql = "mysql"

    def open(self):
        import pymysql
        self.conn = pymysql.connect(unix_socket=self.places["mariadb"], user="root", database="test", charset="utf8mb4")


class MySQLClient(CursorDriver):
    name = "mysqlclient"
    imports = "import MySQLdb"
    parameter = "conn: MySQLdb.Connection"
    sql = "mysql"

    def open(self):
        import MySQLdb
        self.conn = MySQLdb.connect(unix_socket=self.places["mariadb"], user="root", database="test", charset="utf8mb4")


class Pyodbc(Driver):
    name = "pyodbc"
    imports = "import pyodbc"
    parameter = "conn: pyodbc.Connection"
    avoids = ("comment",)  # SQLite's ODBC driver counts the ? in comments

    @classmethod
    def takes(cls, value):  # SQLite's ODBC driver cuts characters beyond the first plane in two
        return super().takes(value) and value != "🙂"

    def open(self):
        import pyodbc
        self.conn = pyodbc.connect("DRIVER=SQLite3;Database=:memory:")

    def run_bound(self, text, bound, fetches):
        cursor = self.conn.cursor()
        cursor.execute(text, *bound)
        return cursor.fetchall() if fetches else None


class AsyncDriver(Driver):
    is_async = True

    def open(self):
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self.open_async())

    def close(self):
        self.loop.run_until_complete(self.close_async())
        self.loop.close()

    def call(self, function, value):
        return super().call(lambda conn, v: self.loop.run_until_complete(function(conn, v)), value)

    def run_bound(self, text, bound, fetches):
        return self.loop.run_until_complete(self.run_async(text, bound, fetches))

    async def close_async(self):
        await self.conn.close()

    def rollback(self):
        self.loop.run_until_complete(self.conn.rollback())

    def commit(self):
        self.loop.run_until_complete(self.conn.commit())


class Aiosqlite(AsyncDriver):
    name = "aiosqlite"
    imports = "import aiosqlite"
    parameter = "conn: aiosqlite.Connection"
    fetch = "async with conn.execute({query}) as cursor:\n    return await cursor.fetchall()"
    change = "await conn.execute({query})"

    async def open_async(self):
        import aiosqlite
        self.conn = await aiosqlite.connect(":memory:")

    async def run_async(self, text, bound, fetches):
        async with self.conn.execute(text, bound) as cursor:
            return await cursor.fetchall() if fetches else None


class Aiomysql(AsyncDriver):
    name = "aiomysql"
    imports = "import aiomysql"
    parameter = "conn: aiomysql.Connection"
    style = "format"
    sql = "mysql"
    fetch = "async with conn.cursor() as cursor:\n    await cursor.execute({query})\n    return await cursor.fetchall()"
    change = "async with conn.cursor() as cursor:\n    await cursor.execute({query})"

    async def open_async(self):
        import aiomysql
        self.conn = await aiomysql.connect(unix_socket=self.places["mariadb"], user="root", db="test", charset="utf8mb4",
                                           host=None)

    async def close_async(self):
        self.conn.close()

    async def run_async(self, text, bound, fetches):
        async with self.conn.cursor() as cursor:
            await cursor.execute(text, bound or None)
            return await cursor.fetchall() if fetches else None


class Asyncpg(AsyncDriver):
    name = "asyncpg"
    imports = "import asyncpg"
    parameter = "conn: asyncpg.Connection"
    sql = "postgres"
    server_typed = True
    takes_text = False
    fetch = "return await conn.fetch({query})"
    change = "await conn.execute({query})"

    @classmethod
    def takes(cls, value):
        return super().takes(value) and not isinstance(value, (float, Decimal)) and value != 2**40

    async def open_async(self):
        import asyncpg
        self.conn = await asyncpg.connect(host=self.places["postgres"], user="postgres", database="postgres")
        await self.start()

    async def start(self):
        self.transaction = self.conn.transaction()
        await self.transaction.start()

    def rollback(self):
        async def again():
            await self.transaction.rollback()
            await self.start()
        self.loop.run_until_complete(again())

    def commit(self):
        async def again():
            await self.transaction.commit()
            await self.start()
        self.loop.run_until_complete(again())

    def bind(self, pieces, values):
        text = pieces[0]
        for number, piece in enumerate(pieces[1:], 1):
            text += f"${number}{piece}"
        return text, tuple(values)

    async def run_async(self, text, bound, fetches):
        rows = await self.conn.fetch(text, *bound)
        return rows if fetches else None


class NamedDriver(Driver):
    """`:name` in the text, a dict beside it."""

    def bind(self, pieces, values):
        pieces = [piece.replace(":", "\\:") for piece in pieces]
        text = pieces[0]
        for number, piece in enumerate(pieces[1:], 1):
            text += f":p{number}{piece}"
        return text, {f"p{number}": value for number, value in enumerate(values, 1)}


class SqlAlchemy(NamedDriver):
    name = "sqlalchemy"
    imports = "from sqlalchemy import text\nfrom sqlalchemy.engine import Connection"
    parameter = "conn: Connection"
    fetch = "return conn.execute(text({query})).fetchall()"
    change = "conn.execute(text({query}))"
    url = "sqlite://"

    def open(self):
        import sqlalchemy
        self.engine = sqlalchemy.create_engine(self.url.format(**self.places), future=True)
        self.conn = self.engine.connect()

    def close(self):
        self.conn.close()
        self.engine.dispose()

    def run_bound(self, text, bound, fetches):
        import sqlalchemy
        result = self.conn.execute(sqlalchemy.text(text), bound)
        return result.fetchall() if fetches else None


class SqlAlchemyPostgres(SqlAlchemy):
    name = "sqlalchemy-postgres"
    sql = "postgres"
    url = "postgresql+psycopg2://postgres@/postgres?host={postgres}"


class SqlAlchemyMysql(SqlAlchemy):
    name = "sqlalchemy-mysql"
    sql = "mysql"
    url = "mysql+pymysql://root@/test?unix_socket={mariadb}&charset=utf8mb4"


class SqlAlchemySession(SqlAlchemy):
    name = "sqlalchemy-session"
    imports = "from sqlalchemy import text\nfrom sqlalchemy.orm import Session"
    parameter = "session: Session"
    fetch = "return session.execute(text({query})).fetchall()"
    change = "session.execute(text({query}))"

    def open(self):
        super().open()
        from sqlalchemy.orm import Session
        self.conn.close()
        self.conn = Session(self.engine, future=True)


class Django(Driver):
    name = "django"
    imports = "from django.db import connection"
    parameter = "_"
    style = "format"
    fetch = "with connection.cursor() as cursor:\n    cursor.execute({query})\n    return cursor.fetchall()"
    change = "with connection.cursor() as cursor:\n    cursor.execute({query})"

    def open(self):
        import django
        from django.conf import settings
        if not settings.configured:
            settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, USE_TZ=False)
            django.setup()
        from django.db import connection, transaction
        self.conn = connection
        transaction.set_autocommit(False)

    def close(self):
        from django.db import transaction
        self.conn.rollback()
        transaction.set_autocommit(True)
        self.conn.close()

    def run_bound(self, text, bound, fetches):
        with self.conn.cursor() as cursor:
            cursor.execute(text, bound or None)
            return cursor.fetchall() if fetches else None


class DjangoRaw(Django):
    name = "django-raw"
    imports = "from orm import User"
    percent_always = True
    fetch = "return [(user.id, user.name) for user in User.objects.raw({query})]"
    change = None

    def run_bound(self, text, bound, fetches):
        if "FROM users" in text and fetches and "SELECT id, name FROM" in text:
            from orm import User
            return [(user.id, user.name) for user in User.objects.raw(text, bound)]
        return super().run_bound(text, bound, fetches)

    def bind(self, pieces, values):
        self.percent_always = "SELECT id, name FROM" in pieces[0]
        return super().bind(pieces, values)


class Pandas(Sqlite):
    name = "pandas"
    imports = "import sqlite3\n\nimport pandas as pd"
    fetch = "return pd.read_sql({query}, conn).values.tolist()"
    change = None


class Peewee(Driver):
    name = "peewee"
    imports = "import peewee"
    parameter = "conn: peewee.SqliteDatabase"
    fetch = "return conn.execute_sql({query}).fetchall()"
    change = "conn.execute_sql({query})"

    def open(self):
        self.conn = self.database()
        self.conn.connect()
        self.manual = self.conn.manual_commit()
        self.manual.__enter__()
        self.conn.begin()

    def database(self):
        import peewee
        return peewee.SqliteDatabase(":memory:")

    def close(self):
        self.conn.rollback()
        self.manual.__exit__(None, None, None)
        self.conn.close()

    def run_bound(self, text, bound, fetches):
        cursor = self.conn.execute_sql(text, bound)
        return cursor.fetchall() if fetches else None

    def rollback(self):
        self.conn.rollback()
        self.conn.begin()

    def commit(self):
        self.conn.commit()
        self.conn.begin()


class PeeweePostgres(Peewee):
    name = "peewee-postgres"
    parameter = "conn: peewee.PostgresqlDatabase"
    sql = "postgres"
    style = "format"
    percent_always = True
    avoids = ("contains", "begins", "ends", "affixes", "beside-percent", "comment", "remainder")  # a % by itself

    def database(self):
        import peewee
        return peewee.PostgresqlDatabase("postgres", host=self.places["postgres"], user="postgres")


ALL = [Sqlite, SqliteCursor, Aiosqlite, Pyodbc, Psycopg2, Psycopg3, Asyncpg, PyMySQL, MySQLClient, Aiomysql, SqlAlchemy,
       SqlAlchemyPostgres, SqlAlchemyMysql, SqlAlchemySession, Django, DjangoRaw, Pandas, Peewee, PeeweePostgres]
