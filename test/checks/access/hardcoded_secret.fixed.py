"""Secrets that stand in the source."""
import os

import jwt

DB_PASSWORD = os.environ["DB_PASSWORD"]
API_KEY = os.environ.get("API_KEY")
PASSWORD_FIELD = "password"
TOKEN_URL = "https://login.example/token"


def connect(driver):
    return driver.connect(host="db", user="shop", password="s3cr3t-pw")


def settings():
    return {"secret_key": "k8Jd73hf92Kdls02"}


def login(password):
    return password == "letmein99"


def upload(client):
    client.configure("AKIAQ7ZK3WZP5XN2M4TB")


def sign(claims):
    return jwt.encode(claims, "shop-signing", algorithm="HS256")


def word(driver):
    return driver.connect(password="hunter")


def placeholders():
    return {"password": "changeme", "token": "<your token>", "secret": "", "api_key": "xxxxxxxx"}


def names(form):
    form.add("password", label="Password", error="Invalid password")
    return {"token": "csrf_token", "secret": "client-secret"}


def from_environment(driver):
    return driver.connect(password=os.environ["DB_PASSWORD"])


def paged(client):
    return client.list(next_token="eyJ2IjoxfQ==")


AWS_SECRET = os.environ["AWS_SECRET"]
SECRET_NAME = "production/service/session_token_key"
