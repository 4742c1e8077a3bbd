"""Bodies that are used as they came."""
import json

from django.http import JsonResponse
from flask import Flask, request

from shop.forms import OrderForm, PriceForm
from shop.schemas import ItemSchema, validation, limits

app = Flask(__name__)


@app.post("/items")
def create(store):
    return store.add(ItemSchema().load(request.json))


@app.put("/items/<int:key>")
def replace(store, key):
    return store.put(key, ItemSchema().load(request.get_json()))


@app.patch("/items/<int:key>")
def change(store, key):
    item = request.get_json()  # expect: input-unvalidated-schema
    return store.change(key, item)


@app.get("/items")
def items(store):
    return store.items()


class VolumeController:
    @validation.schema(limits.create)
    def create(self, req, body):
        return self.api.create(body["volume"])

    @validation.schema(limits.update)
    def update(self, req, id, body):
        return self.api.update(id, body["volume"])

    def extend(self, req, id, body):
        return self.api.extend(id, body["size"])  # expect: input-unvalidated-schema

    def delete(self, req, id):
        return self.api.delete(id)


def add_order(request):
    form = OrderForm(json.loads(request.body))
    return JsonResponse({"ok": form.is_valid()})


def add_price(request):
    form = PriceForm(json.loads(request.body))
    return JsonResponse({"ok": form.is_valid()})


def add_note(request):
    return JsonResponse({"size": json.loads(request.body)["size"]})  # expect: input-unvalidated-schema


class ReportController:
    """Nobody validates: there is nothing to learn from."""

    def create(self, req, body):
        return self.api.create(body["report"])

    def update(self, req, id, body):
        return self.api.update(id, body["report"])


class MixedController:
    """One does, one does not."""

    @validation.schema(limits.create)
    def create(self, req, body):
        return self.api.create(body["report"])

    def update(self, req, id, body):
        return self.api.update(id, body["report"])
