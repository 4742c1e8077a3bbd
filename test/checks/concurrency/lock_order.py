"""Locks that are taken in opposite orders."""
import threading

ACCOUNTS = threading.Lock()
AUDIT = threading.Lock()
ONE = threading.Lock()
TWO = threading.Lock()
THREE = threading.Lock()


def transfer():
    with ACCOUNTS:
        with AUDIT:
            return 1


def report():
    with AUDIT:
        with ACCOUNTS:  # expect: concurrency-lock-order
            return 2


class Ledger:
    def __init__(self):
        self._rows = threading.Lock()
        self._index = threading.RLock()

    def write(self):
        with self._rows:
            self._reindex()

    def _reindex(self):
        with self._index:
            pass

    def search(self):
        self._index.acquire()
        try:
            with self._rows:  # expect: concurrency-lock-order
                return 3
        finally:
            self._index.release()


def first():
    with ONE, TWO:
        return 1


def second():
    with TWO:
        with THREE:
            return 2


def third():
    with THREE:
        first_of_all()  # expect: concurrency-lock-order


def first_of_all():
    with ONE:
        return 3


class Ordered:
    """Always in one order."""

    def __init__(self):
        self.a = threading.Lock()
        self.b = threading.Lock()

    def one(self):
        with self.a:
            with self.b:
                return 1

    def two(self):
        with self.a, self.b:
            return 2

    def three(self):
        with self.b:
            pass
        with self.a:
            return 3


class Gated:
    """The outer lock lets one of them in at a time."""

    def __init__(self):
        self.gate = threading.Lock()
        self.a = threading.Lock()
        self.b = threading.Lock()

    def one(self):
        with self.gate:
            with self.a:
                with self.b:
                    return 1

    def two(self):
        with self.gate:
            with self.b:
                with self.a:
                    return 2


class Reentrant:
    """The same lock again."""

    def __init__(self):
        self.lock = threading.RLock()

    def outer(self):
        with self.lock:
            self.inner()

    def inner(self):
        with self.lock:
            return self.outer()


class Given:
    """Given back before the other one is taken."""

    def __init__(self):
        self.a = threading.Lock()
        self.b = threading.Lock()

    def one(self):
        with self.a:
            with self.b:
                return 1

    def two(self):
        self.b.acquire()
        self.b.release()
        with self.a:
            return 2
