"""Addresses that visitors choose."""
from urllib.parse import urljoin
from urllib.request import urlopen

import httpx
import requests
from flask import Flask, request

app = Flask(__name__)
BASE = "https://api.example"
HOSTS = {"eu": "https://eu.example", "us": "https://us.example"}


@app.route("/preview")
def preview():
    return requests.get(request.args["url"], timeout=5).text  # expect: external-server-side-request-forgery


@app.route("/host")
def by_host():
    host = request.args["host"]
    return urlopen(f"https://{host}/status", timeout=5).read()  # expect: external-server-side-request-forgery


@app.route("/suffix")
def by_suffix():
    return httpx.get("https://api.example" + request.args["path"]).text  # expect: external-server-side-request-forgery


@app.route("/join")
def joined():
    return requests.post(urljoin(BASE, request.args["path"]), timeout=5).text  # expect: external-server-side-request-forgery


@app.route("/path")
def by_path():
    return requests.get("https://api.example/items/" + request.args["id"], timeout=5).text  # expect: external-server-side-request-forgery


@app.route("/region")
def by_region():
    return requests.get(HOSTS[request.args["region"]], timeout=5).text


@app.route("/number")
def by_number():
    return requests.get(f"{BASE}/items/{int(request.args['id'])}", timeout=5).text


@app.route("/query")
def by_query():
    return requests.get(BASE + "/items", params={"q": request.args["q"]}, timeout=5).text


def given(url):
    return requests.get(url, timeout=5).text
