"""Secrets that stand in the source."""
import os

import jwt

DB_PASSWORD = "gT5!kd92nn"  # expect: access-hardcoded-secret
API_KEY = os.environ.get("API_KEY")
PASSWORD_FIELD = "password"
TOKEN_URL = "https://login.example/token"


def connect(driver):
    return driver.connect(host="db", user="shop", password="s3cr3t-pw")  # expect: access-hardcoded-secret


def settings():
    return {"secret_key": "k8Jd73hf92Kdls02"}  # expect: access-hardcoded-secret


def login(password):
    return password == "letmein99"  # expect: access-hardcoded-secret


def upload(client):
    client.configure("AKIAQ7ZK3WZP5XN2M4TB")  # expect: access-hardcoded-secret


def sign(claims):
    return jwt.encode(claims, "shop-signing", algorithm="HS256")  # expect: access-hardcoded-secret


def word(driver):
    return driver.connect(password="hunter")  # expect: access-hardcoded-secret


def placeholders():
    return {"password": "changeme", "token": "<your token>", "secret": "", "api_key": "xxxxxxxx"}


def names(form):
    form.add("password", label="Password", error="Invalid password")
    return {"token": "csrf_token", "secret": "client-secret"}


def from_environment(driver):
    return driver.connect(password=os.environ["DB_PASSWORD"])


def paged(client):
    return client.list(next_token="eyJ2IjoxfQ==")


AWS_SECRET = "qRkX/mXtzLpFvBdYwHcNsKeuGaToJZbWnQiVrKEY2"  # expect: access-hardcoded-secret
SECRET_NAME = "production/service/session_token_key"
