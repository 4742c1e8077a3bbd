"""Tests of rows, and acts on them, with a gap between."""
from django.db import IntegrityError, transaction

from shop.models import Account, Voucher


def withdraw(pk, amount):
    account = Account.objects.select_for_update().get(pk=pk)
    if account.balance >= amount:
        account.balance -= amount
        account.save()


def redeem(code):
    voucher = Voucher.objects.select_for_update().filter(code=code).first()
    if voucher.used == 0:
        voucher.used = 1
        voucher.save()


def register(name):
    if not Account.objects.filter(name=name).exists():
        Account.objects.create(name=name)


def refused(name):
    if Account.objects.filter(name=name).exists():
        return None
    return Account.objects.create(name=name)


def locked(pk, amount):
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=pk)
        if account.balance >= amount:
            account.balance -= amount
            account.save()


def in_one_statement(pk, amount):
    return Account.objects.filter(pk=pk, balance__gte=amount).update(balance=0)


def made_once(name):
    account, created = Account.objects.get_or_create(name=name)
    return account


def conflict_handled(name):
    if not Account.objects.filter(name=name).exists():
        try:
            Account.objects.create(name=name)
        except IntegrityError:
            return None


def another_model(name):
    if not Account.objects.filter(name=name).exists():
        Voucher.objects.create(code=name)


def another_field(pk, name):
    account = Account.objects.get(pk=pk)
    if account.active == 1:
        account.name = name
        account.save()
