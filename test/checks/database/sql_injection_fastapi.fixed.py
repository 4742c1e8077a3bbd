"""Request data in the text of statements: FastAPI and Starlette, asyncpg, aiosqlite, aiomysql and psycopg."""
import aiomysql
import aiosqlite
import asyncpg
import psycopg
from fastapi import APIRouter, Body, Depends, FastAPI, Query, Request
from pydantic import BaseModel

app = FastAPI()
router = APIRouter(prefix="/users")


class NewUser(BaseModel):
    name: str
    age: int


async def database():
    return await asyncpg.connect("postgresql://localhost/shop")


@app.get("/users")
async def query_parameter(name: str):
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetch("SELECT id FROM users WHERE name = $1", name)


@app.get("/cities/{city}")
async def path_parameter(city):
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetchval("SELECT count(*) FROM users WHERE city = $1", city)


@router.get("/search")
async def declared_parameter(q: str = Query(min_length=3)):
    async with asyncpg.create_pool("postgresql://localhost/shop") as pool:
        return await pool.fetch("SELECT id FROM users WHERE name LIKE $1", f"%{q}%")


@router.post("/")
async def model_of_the_body(user: NewUser):
    async with aiosqlite.connect("shop.db") as db:
        await db.execute("INSERT INTO users (name) VALUES (?)", (str(user.name),))
        await db.commit()


@router.put("/")
async def one_value_of_the_body(name: str = Body(embed=True)):
    async with aiosqlite.connect("shop.db") as db:
        async with db.execute("SELECT id FROM users WHERE name = ?", (name,)) as cursor:
            return await cursor.fetchall()


@app.get("/raw")
async def request_object(request: Request):
    name = request.query_params["name"]
    async with await psycopg.AsyncConnection.connect("dbname=shop") as connection:
        await connection.execute("SELECT id FROM users WHERE name = %s", (name,))


@app.post("/json")
async def json_of_the_request(request: Request):
    data = await request.json()
    async with await psycopg.AsyncConnection.connect("dbname=shop") as connection:
        async with connection.cursor() as cursor:
            await cursor.execute("UPDATE users SET city = %s", (str(data["city"]),))


@app.get("/mysql")
async def mysql(request: Request, name: str):
    pool = await aiomysql.create_pool(host="localhost", db="shop")
    async with pool.acquire() as connection:
        async with connection.cursor() as cursor:
            await cursor.execute("SELECT id FROM users WHERE name = %s", (name,))
            return await cursor.fetchall()


@app.get("/pool")
async def connection_of_a_pool(order: str = "id"):
    pool = await asyncpg.create_pool("postgresql://localhost/shop")
    async with pool.acquire() as connection:
        async with connection.transaction():
            return await connection.fetchrow("SELECT id FROM users ORDER BY " + order)


@app.get("/dependency")
async def typed_dependency(name: str, db: asyncpg.Connection = Depends(database)):
    await db.execute("DELETE FROM users WHERE name = '" + name + "'")


# From here on nothing is wrong.


@app.get("/bound")
async def bound_value(name: str):
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetch("SELECT id FROM users WHERE name = $1", name)


@app.get("/bound-list")
async def bound_list(request: Request):
    names = request.query_params.getlist("name")
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetch("SELECT id FROM users WHERE name = ANY($1)", names)


@app.get("/number/{user_id}")
async def validated_number(user_id: int, limit: int = 10):
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetch(f"SELECT name FROM users WHERE id = {user_id} LIMIT {limit}")


@app.get("/declared")
async def declared_number(page: int = Query(1, ge=1)):
    async with aiosqlite.connect("shop.db") as db:
        return await db.execute_fetchall(f"SELECT name FROM users LIMIT 20 OFFSET {20 * page}")


@app.get("/psycopg")
async def bound_in_psycopg(name: str):
    async with await psycopg.AsyncConnection.connect("dbname=shop") as connection:
        return await connection.execute("SELECT id FROM users WHERE name = %s", (name,))


@app.get("/identifier")
async def composed_identifier(column: str):
    query = psycopg.sql.SQL("SELECT {} FROM users").format(psycopg.sql.Identifier(column))
    async with await psycopg.AsyncConnection.connect("dbname=shop") as connection:
        return await connection.execute(query)


@app.get("/numbered")
async def placeholders_by_number(request: Request):
    names = request.query_params.getlist("name")
    marks = ", ".join(f"${number}" for number in range(1, len(names) + 1))
    connection = await asyncpg.connect("postgresql://localhost/shop")
    return await connection.fetch(f"SELECT id FROM users WHERE name IN ({marks})", *names)


@app.get("/prepared")
async def prepared(name: str):
    connection = await asyncpg.connect("postgresql://localhost/shop")
    statement = await connection.prepare("SELECT id FROM users WHERE name = $1")
    return await statement.fetch(name)
