"""Objects of the request in database queries."""
import json

import redis
from bson import ObjectId
from fastapi import FastAPI
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
api = FastAPI()
db = MongoClient()["shop"]


@app.route("/login", methods=["POST"])
def login():
    body = request.get_json()
    user = db["users"].find_one({"name": body["name"], "password": body["password"]})  # expect: database-nosql-injection
    return {"found": user is not None}


@app.route("/find", methods=["POST"])
def whole():
    return {"n": db["users"].count_documents(request.json)}  # expect: database-nosql-injection


@app.route("/filter")
def parsed():
    condition = json.loads(request.args["filter"])
    return {"n": len(list(db["users"].find(condition)))}  # expect: database-nosql-injection


@app.route("/where")
def where():
    users = db["users"].find({"$where": "this.name == '" + request.args["name"] + "'"})  # expect: database-nosql-injection
    return {"n": len(list(users))}


@app.route("/script", methods=["POST"])
def script():
    redis.Redis().eval(request.form["script"], 0)  # expect: database-nosql-injection
    return "done"


@app.route("/text")
def as_text():
    return {"found": db["users"].find_one({"name": request.args["name"]}) is not None}


@app.route("/string", methods=["POST"])
def as_string():
    return {"found": db["users"].find_one({"name": str(request.json["name"])}) is not None}


@app.route("/id", methods=["POST"])
def as_id():
    return {"found": db["users"].find_one({"_id": ObjectId(request.json["id"])}) is not None}


@app.route("/number", methods=["POST"])
def as_number():
    return {"found": db["users"].find_one({"age": int(request.json["age"])}) is not None}


@api.post("/by-attribute")
async def collection_by_attribute(wanted: dict):
    return list(MongoClient().shop.users.find({"name": wanted}))  # expect: database-nosql-injection


@api.get("/script")
async def script_by_attribute(name: str):
    return list(db.users.find({"$where": "this.name == '%s'" % name}))  # expect: database-nosql-injection


@api.get("/named")
async def text_by_declaration(name: str, city: str | None = None):
    return list(db.users.find({"name": name, "city": city}))


@app.route("/user/<name>")
def text_of_the_route(name):
    return {"n": db.users.count_documents({"name": name})}
