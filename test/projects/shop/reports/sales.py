"""Figures for the back office, straight from PostgreSQL."""
import datetime

import psycopg2
import psycopg2.extras
from flask import Blueprint, jsonify, request
from psycopg2 import sql

reports = Blueprint("reports", __name__, url_prefix="/reports")

DSN = "dbname=shop user=reports"
PERIODS = {"day": "1 day", "week": "7 days", "month": "1 month"}
REPORT_TABLES = ("sales", "returns", "visits")


@reports.get("/sales")
def sales():
    period = PERIODS[request.args.get("period", "week")]
    country = request.args.get("country", "DE")
    with psycopg2.connect(DSN) as connection:
        with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute(
                "SELECT day, sum(total) AS total FROM sales "
                f"WHERE day > now() - interval '{period}' AND country = '{country}' "
                "GROUP BY day ORDER BY day"
            )
            return jsonify(cursor.fetchall())


@reports.get("/sales-by-country")
def sales_by_country():
    period = PERIODS.get(request.args.get("period"), "7 days")
    countries = tuple(request.args.getlist("country"))
    with psycopg2.connect(DSN) as connection:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT country, sum(total) FROM sales WHERE day > now() - interval '{period}' "
                "AND country IN %s GROUP BY country",
                (countries,),
            )
            return jsonify(cursor.fetchall())


@reports.get("/top")
def top_products():
    connection = psycopg2.connect(DSN)
    cursor = connection.cursor()
    order = request.args.get("by", "total")
    cursor.execute("SELECT product, sum(total) AS total, count(*) AS orders FROM sales GROUP BY product ORDER BY " + order)
    return jsonify(cursor.fetchmany(10))


@reports.get("/table/<name>")
def whole_table(name):
    connection = psycopg2.connect(DSN)
    cursor = connection.cursor()
    cursor.execute(sql.SQL("SELECT * FROM {} LIMIT 100").format(sql.Identifier(name)))
    return jsonify(cursor.fetchall())


def nightly(connection, day=None):
    day = day or datetime.date.today()
    cursor = connection.cursor()
    for table in REPORT_TABLES:
        cursor.execute(f"DELETE FROM {table}_daily WHERE day = %s", (day,))
        cursor.execute(f"INSERT INTO {table}_daily SELECT * FROM {table} WHERE day = %s", (day,))
    connection.commit()


def totals_of_shop(shop):
    connection = psycopg2.connect(DSN)
    cursor = connection.cursor()
    cursor.execute("SELECT sum(total) FROM sales WHERE shop = '%s'" % shop)
    return cursor.fetchone()[0]
