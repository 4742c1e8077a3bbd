"""Pages for customers and for the service desk."""
from django.db import connection, connections
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views import View
from django.views.generic import ListView

from accounts.models import Customer

SEARCHABLE = {"name": "name", "mail": "email", "town": "city"}


def profile(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, city FROM accounts_customer WHERE email = %s", [request.GET["email"]])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    return render(request, "profile.html", {"customer": row})


def lookup(request):
    field = SEARCHABLE.get(request.GET.get("field"), "name")
    value = request.GET.get("value", "")
    customers = Customer.objects.raw(f"SELECT * FROM accounts_customer WHERE {field} = '{value}'")
    return JsonResponse({"customers": [customer.name for customer in customers]})


def lookup_with_parameters(request):
    field = SEARCHABLE.get(request.GET.get("field"), "name")
    customers = Customer.objects.raw(
        f"SELECT * FROM accounts_customer WHERE {field} = %s", [request.GET.get("value", "")]
    )
    return JsonResponse({"customers": [customer.name for customer in customers]})


class CustomerList(ListView):
    model = Customer

    def get_queryset(self):
        customers = Customer.objects.filter(active=True)
        city = self.request.GET.get("city")
        if city:
            customers = customers.extra(where=["city = '" + city + "'"])
        return customers.order_by("name")


class Login(View):
    def post(self, request):
        name = request.POST["name"]
        password = request.POST["password"]
        cursor = connections["accounts"].cursor()
        cursor.execute("SELECT id FROM accounts_login WHERE name = '%s' AND password = '%s'" % (name, password))
        return JsonResponse({"known": cursor.fetchone() is not None})

    def delete(self, request):
        cursor = connections["accounts"].cursor()
        cursor.execute("DELETE FROM accounts_session WHERE key = %s", [request.COOKIES["session"]])
        return JsonResponse({"known": False})
