"""Customers and their addresses."""
from django.db import connection, models


class CustomerQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active=True)

    def in_city(self, city):
        return self.extra(where=["city = %s"], params=[city])


class Customer(models.Model):
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    city = models.CharField(max_length=80)
    active = models.BooleanField(default=True)

    objects = CustomerQuerySet.as_manager()

    def orders_since(self, year: int):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM orders WHERE customer = %s AND year >= {year}", [self.pk])
            return cursor.fetchall()

    def note(self, text):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO notes (customer, text) VALUES (%d, '%s')" % (self.pk, text))


def customer_count():
    table = Customer._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
