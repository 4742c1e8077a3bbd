"""The model that Django's shapes read through."""
from django.db import models


class User(models.Model):
    id = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=200)

    class Meta:
        app_label = "orm"
        db_table = "users"
        managed = False
