"""What the mobile app talks to."""
import asyncpg
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from pydantic import BaseModel

app = FastAPI(title="shop")


class Review(BaseModel):
    product: int
    stars: int
    text: str


async def database():
    connection = await asyncpg.connect("postgresql:///shop")
    try:
        yield connection
    finally:
        await connection.close()


@app.get("/products")
async def products(category: str, limit: int = Query(20, le=100), db: asyncpg.Connection = Depends(database)):
    rows = await db.fetch(f"SELECT id, name FROM products WHERE category = '{category}' LIMIT {limit}")
    return [dict(row) for row in rows]


@app.get("/products/{product_id}")
async def product(product_id: int, db: asyncpg.Connection = Depends(database)):
    row = await db.fetchrow(f"SELECT id, name, price FROM products WHERE id = {product_id}")
    if row is None:
        raise HTTPException(404)
    return dict(row)


@app.get("/search")
async def search(q: str = Query(min_length=2), db: asyncpg.Connection = Depends(database)):
    rows = await db.fetch("SELECT id, name FROM products WHERE name ILIKE $1", f"%{q}%")
    return [dict(row) for row in rows]


@app.post("/reviews")
async def review(review: Review, db: asyncpg.Connection = Depends(database)):
    await db.execute(
        "INSERT INTO reviews (product, stars, text) VALUES ($1, $2, $3)", review.product, review.stars, review.text
    )
    return {"ok": True}


@app.get("/nearby")
async def nearby(request: Request):
    city = request.query_params["city"]
    pool = await asyncpg.create_pool("postgresql:///shop")
    async with pool.acquire() as connection:
        return await connection.fetchval("SELECT count(*) FROM shops WHERE city = '" + city + "'")
