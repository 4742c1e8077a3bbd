"""Formats that run what they read."""
import base64
import json
import pickle

import torch
import yaml
from flask import Flask, request

app = Flask(__name__)


@app.route("/state")
def state():
    return pickle.loads(base64.b64decode(request.cookies["state"]))


@app.route("/config", methods=["POST"])
def config():
    return yaml.safe_load(request.data)


def message(body):
    return pickle.loads(body)


def model(path):
    return torch.load(path, weights_only=True)


def cached():
    with open("/var/cache/shop/state", "rb") as file:
        return pickle.load(file)


@app.route("/safe", methods=["POST"])
def safe():
    return yaml.safe_load(request.data), yaml.load(request.data, Loader=yaml.SafeLoader)


def data_only(body):
    return json.loads(body)


def weights(path):
    return torch.load(path, weights_only=True)


def written(value):
    return pickle.dumps(value)


def documents(stream):
    return list(yaml.safe_load_all(stream))


def explained(stream):  # no fix: the comment would go
    return yaml.safe_load(stream)
