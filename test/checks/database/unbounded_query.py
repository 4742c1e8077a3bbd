"""How many rows a client may ask for."""
from django.core.paginator import Paginator
from fastapi import FastAPI, Query
from flask import Flask, request

from shop.models import Order, session

app = Flask(__name__)
api = FastAPI()


@app.route("/orders")
def orders():
    limit = int(request.args["limit"])
    return Order.query.limit(limit).all()  # expect: database-unbounded-query


@app.route("/pages")
def pages():
    size = request.args.get("size", 20, type=int)
    return Order.query.paginate(page=1, per_page=size)  # expect: database-unbounded-query


@app.route("/newest")
def newest():
    return Order.objects.all()[:int(request.args["n"])]  # expect: database-unbounded-query


@api.get("/all")
def everything(limit: int = 50):
    return session.query(Order).limit(limit).all()  # expect: database-unbounded-query


@app.route("/bounded")
def bounded():
    limit = min(int(request.args["limit"]), 100)
    return Order.query.limit(limit).all()


@app.route("/refused")
def refused():
    limit = int(request.args["limit"])
    if limit > 100:
        return "too many"
    return Order.query.limit(limit).all()


@api.get("/declared")
def declared(limit: int = Query(50, le=100)):
    return session.query(Order).limit(limit).all()


@app.route("/capped")
def capped():
    size = request.args.get("size", 20, type=int)
    return Order.query.paginate(page=1, per_page=size, max_per_page=100)


@app.route("/fixed")
def fixed():
    return Paginator(Order.query.limit(20), 20)
