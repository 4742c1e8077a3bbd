"""Copies the stock figures of the warehouse system. Written for Python 2, still running."""
import MySQLdb


class StockSync(object):
    table = "stock"

    def __init__(self, host, warehouse):
        self.connection = MySQLdb.connect(host=host, db="warehouse")
        self.warehouse = warehouse

    def amounts(self):
        cursor = self.connection.cursor()
        cursor.execute("SELECT product, amount FROM " + self.table + " WHERE warehouse = %s", (self.warehouse,))
        return cursor.fetchall()

    def reserve(self, product, amount):
        cursor = self.connection.cursor()
        query = "UPDATE stock SET reserved = reserved + %d" % int(amount)
        query += ' WHERE product = "%s"' % product
        cursor.execute(query)
        self.connection.commit()

    def release_all(self):
        cursor = self.connection.cursor()
        cursor.execute("UPDATE %s SET reserved = 0" % self.table)
        self.connection.commit()
