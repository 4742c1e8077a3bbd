"""A field that begins as None is set by somebody later: code that asks for it is alive."""
import sqlite3

db = sqlite3.connect("shop.db")


class Notifier:
    notifier = None
    _instance = None
    table = "users"

    def __init__(self):
        self.cursor = None

    @classmethod
    def instance(cls):
        return cls._instance

    def by_class_body(self, name):
        if self.notifier:
            db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def by_constructor(self, name):
        if self.cursor is not None:
            db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def early_exit(self, name):
        if not self.cursor:
            return
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def constant(self):
        db.execute(f"SELECT id FROM {self.table}")


def singleton(name):
    if Notifier.instance():
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


def local_none(name):
    notifier = None
    if notifier:
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")
