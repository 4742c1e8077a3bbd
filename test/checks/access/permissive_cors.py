"""Answers that every site may read."""
from fastapi import FastAPI
from flask import Flask, request
from flask_cors import CORS
from starlette.middleware.cors import CORSMiddleware

app = Flask(__name__)
api = FastAPI()
ALLOWED = ("https://shop.example", "https://admin.example")

CORS(app, supports_credentials=True)  # expect: access-permissive-cors
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # expect: access-permissive-cors


def reflected(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # expect: access-permissive-cors
    return response


def everybody(response):
    response.headers["Access-Control-Allow-Origin"] = "*"  # expect: access-permissive-cors
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


def named(response):
    response.headers["Access-Control-Allow-Origin"] = "https://shop.example"
    return response


def checked(response):
    origin = request.headers.get("Origin")
    if origin in ALLOWED:
        response.headers["Access-Control-Allow-Origin"] = origin
    return response


def configured(origins):
    api.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"], allow_credentials=True)
    CORS(app, origins=origins, supports_credentials=True)
