"""Assertions are gone when Python runs with -O: they must not guard against outside input."""
from flask import Flask, request

app = Flask(__name__)


@app.post("/transfer")
def transfer():
    amount = request.form["amount"]
    if not (amount.isdigit()):
        raise ValueError()
    return pay(int(amount))


@app.get("/report/<kind>")
def report(kind):
    if not (kind in KINDS):
        raise ValueError("unknown kind")
    return KINDS[kind]()


def remove(user, target):
    if not (user.is_superuser):
        raise PermissionError()
    target.delete()


class View:
    def post(self, request):
        if not (request.user.has_permission("write")):
            raise PermissionError("not allowed")
        return self.write()


def middle(values):
    assert values
    assert all(value > 0 for value in values), values
    return sorted(values)[len(values) // 2]


@app.get("/count")
def count():
    total = len(rows())
    assert total >= 0
    return str(total)


def checked(user, target):
    if not user.is_superuser:
        raise PermissionError
    target.delete()


@app.get("/typed")
def typed():
    name = request.args.get("name")
    assert name is not None
    return {"name": name}
