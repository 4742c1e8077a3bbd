"""Rows that are read, changed and written back without a lock."""
import threading

from django.db.models import F
from django.shortcuts import get_object_or_404

from shop.models import Account

lock = threading.Lock()


def deposit(pk, amount):
    account = Account.objects.get(pk=pk)
    account.balance = F("balance") + amount
    account.save()


def visit(pk):
    page = get_object_or_404(Account, pk=pk)
    page.visits = F("visits") + 1
    page.save()


def sold(session, pk):
    item = session.query(Account).filter_by(id=pk).first()
    item.stock -= 1
    session.commit()


def computed_there(pk, amount):
    account = Account.objects.get(pk=pk)
    account.balance = F("balance") + amount
    account.save()


def locked_row(pk, amount):
    account = Account.objects.select_for_update().get(pk=pk)
    account.balance += amount
    account.save()


def locked_row_of_a_session(session, pk):
    item = session.query(Account).with_for_update().filter_by(id=pk).first()
    item.stock -= 1
    session.commit()


def locked_here(pk, amount):
    with lock:
        account = Account.objects.get(pk=pk)
        account.balance += amount
        account.save()


def overwritten(pk, name):
    account = Account.objects.get(pk=pk)
    account.name = name
    account.save()


def given(account, amount):
    account.balance += amount
    account.save()


def not_saved(pk, amount):
    account = Account.objects.get(pk=pk)
    account.balance += amount
    return account


def shown(pk, amount):  # a person must look: the balance is read afterwards
    account = Account.objects.get(pk=pk)
    account.balance = F("balance") + amount
    account.save(update_fields=["balance"])
    return account.balance


def in_parts(pk, amount, fee):
    account = Account.objects.get(pk=pk)
    account.balance = F("balance") - (amount + fee)
    account.save()


def divided(pk):  # no fix: rounding is another thing in the database
    account = Account.objects.get(pk=pk)
    account.balance //= 2
    account.save()
