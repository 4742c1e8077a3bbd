"""Handlers that lack the guard of their siblings."""
from fastapi import APIRouter, Depends
from flask import Blueprint, Flask, abort, session
from flask_login import login_required
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

app = Flask(__name__)
shop = Blueprint("shop", __name__)
blog = Blueprint("blog", __name__)
router = APIRouter()


@app.route("/users")
@login_required
def users(store):
    return store.users()


@app.route("/users/<int:key>/edit", methods=["POST"])
@login_required
def edit(store, key):
    return store.edit(key)


@app.route("/users/<int:key>/lock", methods=["POST"])
@login_required
def lock(store, key):
    return store.lock(key)


@app.route("/users/<int:key>/delete", methods=["POST"])
def delete(store, key):  # expect: access-missing-authorization
    return store.delete(key)


@app.route("/users/export")
def export(store):  # expect: access-missing-authorization
    return store.export()


@app.route("/login", methods=["POST"])
def login():
    return "welcome"


@app.route("/health")
def health():
    return "ok"


@app.route("/users/<int:key>/note", methods=["POST"])
def note(store, key):
    if "user_id" not in session:
        abort(403)
    return store.note(key)


def get_current_user():
    return None


@router.get("/items")
async def items(user=Depends(get_current_user)):
    return [user]


@router.post("/items")
async def add_item(item: int, user=Depends(get_current_user)):
    return item


@router.put("/items/{item}")
async def change_item(item: int):  # expect: access-missing-authorization
    return item


class VolumeController:
    def index(self, req):
        context = req.environ["volume.context"]
        context.can("volume:index")
        return self.api.all(context)

    def create(self, req, body):
        context = req.environ["volume.context"]
        context.can("volume:create")
        return self.api.create(context, body)

    def delete(self, req, id):
        return self._delete(req, id)

    def _delete(self, req, id):
        req.environ["volume.context"].can("volume:delete")
        return self.api.delete(id)

    def update(self, req, id, body):  # expect: access-missing-authorization
        return self.api.update(req.environ["volume.context"], id, body)


@blog.route("/posts")
def posts(store):
    return store.posts()


@blog.route("/posts/<int:key>")
def post(store, key):
    return store.post(key)


@blog.route("/posts/<int:key>/edit", methods=["POST"])
@login_required
def edit_post(store, key):
    return store.edit(key)


@blog.route("/posts/<int:key>/remove", methods=["POST"])
@login_required
def remove_post(store, key):
    return store.remove(key)


@blog.route("/posts/new", methods=["POST"])
@login_required
def new_post(store):
    return store.new()


@shop.route("/cart")
def cart(store):
    return store.cart()


@shop.route("/offers")
def offers(store):
    return store.offers()


@shop.route("/account")
@login_required
def account(store):
    return store.account()


class OrderView(APIView):
    permission_classes = [AllowAny]  # expect: access-missing-authorization

    def post(self, request):
        return request.data


class ProfileView(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return request.data


class SignupView(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return request.data


class CatalogueView(APIView):
    permission_classes = [AllowAny]

    def get(self, request):
        return []


@api_view(["POST"])
@permission_classes([AllowAny])  # expect: access-missing-authorization
def import_prices(request):
    return request.data


@api_view(["GET"])
@permission_classes([AllowAny])
def prices(request):
    return []
