"""What a transaction must not wait for."""
import subprocess
import time

import requests
from django.db import transaction
from sqlalchemy.orm import Session


def pays(order):
    with transaction.atomic():
        order.save()
        requests.post("https://pay.example/", json={}, timeout=30)  # expect: concurrency-external-call-in-transaction


@transaction.atomic
def decorated(order):
    order.save()
    time.sleep(2)  # expect: concurrency-external-call-in-transaction


def session_block(session: Session):
    with session.begin():
        subprocess.run(["notify"])  # expect: concurrency-external-call-in-transaction


class SwitchMechanismDriver:
    def create_port_precommit(self, context):
        requests.put("https://switch.example/", timeout=5)  # expect: concurrency-external-call-in-transaction

    def create_port_postcommit(self, context):
        requests.put("https://switch.example/", timeout=5)


def before_and_after(order):
    price = requests.get("https://pay.example/", timeout=5)
    with transaction.atomic():
        order.save()
    requests.post("https://pay.example/", json=price.json(), timeout=5)


def later(order):
    with transaction.atomic():
        order.save()
        transaction.on_commit(lambda: requests.post("https://pay.example/", timeout=5))


def no_transaction(path):
    with open(path) as source:
        time.sleep(1)
        return source.read()
