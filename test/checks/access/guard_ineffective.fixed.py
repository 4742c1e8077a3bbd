"""Guards that guard nothing."""
from flask import Flask
from flask_login import login_required
from rest_framework.permissions import IsAdminUser
from rest_framework.views import APIView

app = Flask(__name__)


@app.route("/admin")
@login_required
def admin():
    return "secret"


class Reports(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        return None


def dropped(user, order):
    user.has_perm("orders.delete")
    order.delete()


def not_called(user, order):
    if user.has_perm:
        order.delete()


def swallowed(enforcer, order):
    try:
        enforcer.authorize(order)
    except Exception:
        pass
    order.delete()


@app.route("/reports")
@login_required
def reports():
    return "secret"


class Orders(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        return None


def used(user, order):
    if not user.has_perm("orders.delete"):
        raise PermissionError
    order.delete()


def inside(enforcer, order):
    try:
        enforcer.authorize(order)
        order.delete()
    except Exception:
        pass


def expired(self, user, password):
    try:
        self.authenticate(user, password)
    except PasswordExpired:
        pass
