"""Nightly import from the old shop: a CSV of orders into MySQL."""
import csv
import sys

import pymysql

COLUMNS = ("number", "customer", "total")


def import_file(path, shop):
    connection = pymysql.connect(host="localhost", user="import", database="shop")
    with connection.cursor() as cursor, open(path, newline="") as lines:
        names = ", ".join(COLUMNS)
        marks = ", ".join(["%s"] * len(COLUMNS))
        for row in csv.DictReader(lines):
            values = [row[column] for column in COLUMNS]
            cursor.execute(f"INSERT INTO orders ({names}) VALUES ({marks})", values)
            cursor.execute("UPDATE customers SET last_order = '%s' WHERE name = '%s'" % (row["number"], row["customer"]))
        cursor.execute("UPDATE shops SET imported = now() WHERE name = %s", (shop,))
    connection.commit()


if __name__ == "__main__":
    import_file(sys.argv[1], sys.argv[2])
