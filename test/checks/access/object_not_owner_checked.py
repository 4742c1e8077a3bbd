"""Records that are loaded by the client's id, and whose they are."""
from django.shortcuts import get_object_or_404
from flask import Blueprint, abort, request
from flask_login import current_user

from shop.models import Invoice, Note, Order, Product, db

pages = Blueprint("pages", __name__)


def order(request, order_id):
    return Order.objects.get(pk=order_id, customer=request.user)


def change(request, order_id):
    return get_object_or_404(Order, pk=order_id, customer=request.user)


def pay(request, order_id):
    found = Order.objects.get(pk=order_id)
    if found.customer != request.user:
        raise PermissionError
    return found


def cancel(request, order_id):
    Order.objects.get(pk=order_id).cancel()  # expect: access-object-not-owner-checked


def receipt(request, order_id):
    return get_object_or_404(Order, pk=order_id)  # expect: access-object-not-owner-checked


@pages.route("/invoices/<int:invoice_id>")
def invoice(invoice_id):
    return Invoice.query.filter_by(id=invoice_id, user_id=current_user.id).first_or_404()


@pages.route("/invoices/<int:invoice_id>/pdf")
def invoice_pdf(invoice_id):
    found = Invoice.query.get(invoice_id)
    if found.owner_id != current_user.id:
        abort(404)
    return found.pdf


@pages.route("/invoices/delete", methods=["POST"])
def delete_invoice():
    found = db.session.get(Invoice, request.form["id"])  # expect: access-object-not-owner-checked
    db.session.delete(found)


def product(request, product_id):
    return Product.objects.get(pk=product_id)


def product_page(request, product_id):
    return Product.objects.get(pk=product_id)


def note(request, note_id):
    return Note.objects.get(pk=note_id, author=request.user)


def any_note(request, note_id):
    return Note.objects.get(pk=note_id)


def newest(request):
    return Order.objects.get(number="newest")


def _load(request, order_id):
    return Order.objects.get(pk=order_id)
