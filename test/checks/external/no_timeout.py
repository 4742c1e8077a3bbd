"""Requests that wait for good."""
from urllib.request import urlopen

import httpx
import requests
from flask import Flask

app = Flask(__name__)


@app.route("/rates")
def rates():
    return requests.get("https://rates.example/today").json()  # expect: external-no-timeout


@app.route("/news")
def news():
    return urlopen("https://news.example/").read()  # expect: external-no-timeout


@app.route("/weather")
def weather():
    return httpx.get("https://weather.example/", timeout=None).text  # expect: external-no-timeout


def script():
    return requests.get("https://rates.example/today").json()  # expect: external-no-timeout


@app.route("/bounded")
def bounded():
    return requests.get("https://rates.example/today", timeout=5).json()


@app.route("/default")
def default():
    return httpx.get("https://weather.example/").text


@app.route("/options")
def options(**options):
    return requests.get("https://rates.example/today", **options).json()
