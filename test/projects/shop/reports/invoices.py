"""Invoices, through SQLAlchemy."""
from flask import Blueprint, jsonify, request
from sqlalchemy import Column, Integer, MetaData, Numeric, String, Table, create_engine, select, text
from sqlalchemy.orm import Session, sessionmaker

invoices = Blueprint("invoices", __name__, url_prefix="/invoices")

engine = create_engine("postgresql+psycopg2:///shop")
Sessions = sessionmaker(bind=engine)
metadata = MetaData()
invoice = Table(
    "invoice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer", String(80)),
    Column("total", Numeric),
)


@invoices.get("/")
def find():
    customer = request.args["customer"]
    with Sessions() as session:
        rows = session.execute(text(f"SELECT id, total FROM invoice WHERE customer = '{customer}'"))
        return jsonify([tuple(row) for row in rows])


@invoices.get("/by-number")
def by_number():
    with Sessions() as session:
        row = session.execute(
            text("SELECT id, total FROM invoice WHERE number = :number"), {"number": request.args["number"]}
        ).one_or_none()
        return jsonify(row)


@invoices.get("/large")
def large():
    limit = request.args.get("above", 1000, type=float)
    with engine.connect() as connection:
        rows = connection.execute(select(invoice).where(invoice.c.total > limit).order_by(invoice.c.total))
        return jsonify([tuple(row) for row in rows])


@invoices.post("/<int:number>/cancel")
def cancel(number):
    reason = request.form["reason"]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE invoice SET cancelled = true, reason = '" + reason + "' WHERE id = " + str(number)
        )
    return jsonify(ok=True)


def unpaid(session: Session, days: int):
    return session.execute(text(f"SELECT id FROM invoice WHERE due < now() - interval '{days} days'")).all()
