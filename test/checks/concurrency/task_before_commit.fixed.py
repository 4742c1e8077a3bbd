"""Tasks and mail that are sent before the commit."""
from django.core.mail import send_mail
from django.db import transaction

from shop.tasks import confirm


def in_block(order):
    with transaction.atomic():
        order.save()
        transaction.on_commit(lambda: confirm.delay(order.pk))


@transaction.atomic
def decorated(order):
    order.save()
    transaction.on_commit(lambda: confirm.apply_async(args=[order.pk]))


def mailed(order):
    with transaction.atomic():
        order.save()
        sent = send_mail("paid", "thank you", None, [order.mail])
    return sent


def on_commit(order):
    with transaction.atomic():
        order.save()
        transaction.on_commit(lambda: confirm.delay(order.pk))


def after(order):
    with transaction.atomic():
        order.save()
    confirm.delay(order.pk)


def no_transaction(order):
    order.save()
    confirm.delay(order.pk)


def another_delay(animation):
    with transaction.atomic():
        animation.wait(5)
