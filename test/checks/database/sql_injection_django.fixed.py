"""Request data in the text of statements: Django's cursors and raw queries, views of functions and classes."""
from django.db import connection, connections, models
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, JsonResponse
from django.views import View
from django.views.generic import ListView
from rest_framework.decorators import api_view
from rest_framework.views import APIView

from shop.models import Order


class User(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80)


def cursor_of_the_connection(request):
    name = request.GET["name"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app_user WHERE name = %s", (name,))
        return JsonResponse({"rows": cursor.fetchall()})


def cursor_of_a_named_connection(request: HttpRequest):
    cursor = connections["reports"].cursor()
    cursor.execute("SELECT total FROM sales WHERE city = %s", (request.POST['city'],))
    return JsonResponse({"total": cursor.fetchone()[0]})


def raw_query(request):
    name = request.GET.get("name", "")
    users = User.objects.raw("SELECT * FROM app_user WHERE name = %s", (name,))
    return JsonResponse({"ids": [user.id for user in users]})


def extra_condition(request):
    city = request.COOKIES["city"]
    users = User.objects.filter(active=True).extra(where=["city = '%s'" % city])
    return JsonResponse({"count": users.count()})


def model_of_another_module(request):
    number = request.GET["number"]
    orders = Order.objects.raw("SELECT * FROM shop_order WHERE number = %s", (number,))
    return JsonResponse({"ids": [order.id for order in orders]})


def selected_expression(request):
    city = request.GET["city"]
    orders = Order.objects.extra(select={"near": "city = '%s'" % city})
    return JsonResponse({"ids": [order.id for order in orders]})


def raw_expression(request):
    weight = request.GET["weight"]
    users = User.objects.annotate(score=RawSQL(f"rank * {weight}", ()))
    return JsonResponse({"ids": [user.id for user in users]})


def header_of_the_request(request):
    agent = request.META["HTTP_USER_AGENT"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO visits (agent) VALUES (%s)", (agent,))
    return JsonResponse({})


def body_of_the_request(request):
    import json

    data = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM app_user WHERE name = %s", (data["name"],))
    return JsonResponse({})


class SearchView(View):
    def get(self, request, city):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM app_user WHERE city = %s", (str(city),))
            return JsonResponse({"rows": cursor.fetchall()})

    def post(self, request):
        name = request.POST["name"]
        User.objects.raw("SELECT * FROM app_user WHERE name = %s", (name,))
        return JsonResponse({})

    def put(self, request):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE app_user SET city = %s", [request.GET["city"]])
        return JsonResponse({})


class UserList(ListView):
    model = User

    def get_queryset(self):
        name = self.request.GET.get("name")
        return User.objects.extra(where=[f"name LIKE '{name}%%'"])

    def get_context_data(self, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM app_user WHERE city = %s", (str(self.kwargs["city"]),))
            return {"count": cursor.fetchone()[0]}


class UserApi(APIView):
    def post(self, request):
        data = request.data
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO app_user (name) VALUES (%s)", (str(data["name"]),))
        return JsonResponse({})


@api_view(["GET"])
def api_function(request):
    order = request.query_params.get("order", "id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app_user ORDER BY " + connection.ops.quote_name(order))
        return JsonResponse({"rows": cursor.fetchall()})


# From here on nothing is wrong.


def bound_value(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app_user WHERE name = %s", [request.GET["name"]])
        return JsonResponse({"rows": cursor.fetchall()})


def bound_raw_query(request):
    users = User.objects.raw("SELECT * FROM app_user WHERE name = %s", [request.GET["name"]])
    return JsonResponse({"ids": [user.id for user in users]})


def bound_extra_condition(request):
    users = User.objects.extra(where=["city = %s"], params=[request.GET["city"]])
    return JsonResponse({"count": users.count()})


def bound_raw_expression(request):
    users = User.objects.annotate(score=RawSQL("rank * %s", (request.GET["weight"],)))
    return JsonResponse({"count": users.count()})


def queries_of_the_orm(request):
    users = User.objects.filter(name=request.GET["name"]).exclude(city__icontains=request.GET["city"])
    users = users.order_by("name").values("id")
    return JsonResponse({"rows": list(users)})


def names_of_rows_found(request):
    for user in User.objects.filter(name=request.GET["name"]):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE visits SET seen = 1 WHERE name = %s", [user.name])
    for order in Order.objects.filter(city=request.GET["city"]):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE visits SET seen = 1 WHERE number = {int(order.number)}")
    return JsonResponse({})


def number(request):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM app_user WHERE id = {int(request.GET['id'])}")
        return JsonResponse({"row": cursor.fetchone()})


def quoted_identifier(request):
    column = connection.ops.quote_name(request.GET["column"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM app_user")
        return JsonResponse({"rows": cursor.fetchall()})


def table_of_a_model(request):
    table = User._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE name = %s", [request.GET["name"]])
        return JsonResponse({"count": cursor.fetchone()[0]})


def number_of_a_query(request):
    count = User.objects.filter(name=request.GET["name"]).count()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO searches (hits) VALUES ({count})")
    return JsonResponse({"count": count})


def maintenance():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE app_user")
