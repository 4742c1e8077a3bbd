"""Objects whose attributes the request chooses."""
from django.db import models
from rest_framework.decorators import api_view


class User(models.Model):
    name = models.CharField(max_length=50)
    is_admin = models.BooleanField(default=False)


@api_view(["POST"])
def made(request):
    user = User(**request.data)  # expect: database-orm-mass-assignment
    user.save()


@api_view(["POST"])
def created(request):
    User.objects.create(**request.data)  # expect: database-orm-mass-assignment


@api_view(["POST"])
def updated(request, pk: int):
    User.objects.filter(pk=pk).update(**request.data)  # expect: database-orm-mass-assignment


@api_view(["POST"])
def set_by_name(request, pk: int):
    user = User.objects.get(pk=pk)
    for key, value in request.data.items():
        setattr(user, key, value)  # expect: database-orm-mass-assignment
    user.save()


@api_view(["POST"])
def named(request):
    User.objects.create(name=request.data["name"])


@api_view(["POST"])
def listed(request, pk: int):
    user = User.objects.get(pk=pk)
    for key in ("name", "mail"):
        setattr(user, key, request.data[key])
    user.save()


@api_view(["POST"])
def chosen(request):
    values = {"name": request.data["name"], "is_admin": False}
    User.objects.create(**values)


@api_view(["POST"])
def tested(request, pk: int):
    user = User.objects.get(pk=pk)
    for key, value in request.data.items():
        if key in ("name", "mail"):
            setattr(user, key, value)
    user.save()
