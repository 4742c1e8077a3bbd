"""Assertions are gone when Python runs with -O: they must not guard against outside input."""
from flask import Flask, request

app = Flask(__name__)


@app.post("/transfer")
def transfer():
    amount = request.form["amount"]
    assert amount.isdigit()  # expect: exception-assert-for-validation
    return pay(int(amount))


@app.get("/report/<kind>")
def report(kind):
    assert kind in KINDS, "unknown kind"  # expect: exception-assert-for-validation
    return KINDS[kind]()


def remove(user, target):
    assert user.is_superuser  # expect: exception-assert-for-validation
    target.delete()


class View:
    def post(self, request):
        assert request.user.has_permission("write"), (  # expect: exception-assert-for-validation
            "not allowed")
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
