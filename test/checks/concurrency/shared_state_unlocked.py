"""State that several threads write, with and without the lock."""
import threading

from flask import Flask

app = Flask(__name__)
hits = 0
visits = 0
totals = {}
seen = 0
seen_lock = threading.Lock()


class Sessions:
    def __init__(self):
        self._lock = threading.Lock()
        self._count = 0
        self._open = {}
        self._limit = 10

    def add(self, key, session):
        with self._lock:
            self._count += 1
            self._open[key] = session

    def replace(self, key, session):
        with self._lock:
            self._open[key] = session
            self._expire(key)

    def drop(self, key):
        self._count -= 1  # expect: concurrency-shared-state-unlocked
        return key

    def forget(self, key):
        self._open.pop(key, None)  # expect: concurrency-shared-state-unlocked

    def _expire(self, key):
        self._open.pop(key, None)

    def set_limit(self, limit):
        self._limit = limit


@app.route("/")
def index():
    global hits
    hits += 1  # expect: concurrency-shared-state-unlocked
    return "hello"


def work():
    totals["all"] += 1  # expect: concurrency-shared-state-unlocked


def start():
    threading.Thread(target=work).start()


@app.route("/counted")
def counted():
    global seen
    with seen_lock:
        seen += 1
    return "hello"


def by_hand():
    global seen
    seen_lock.acquire()
    seen -= 1
    seen_lock.release()


def only_here():
    global visits
    visits += 1


@app.route("/local")
def local():
    total = 0
    total += 1
    return str(total)


class Queue:
    """Private helpers run under the callers' lock."""

    def __init__(self):
        self._lock = threading.RLock()
        self._items = []
        self._fill()

    def _fill(self):
        self._append(1)

    def put(self, item):
        with self._lock:
            self._append(item)

    def get(self):
        with self._lock:
            item = self._items.pop(0)
            self._append(None)
            return item

    def _append(self, item):
        self._items.append(item)

    def reset_locked(self):
        self._items.clear()


class Plain:
    """A flag that is set in one piece, and locked in one place only."""

    def __init__(self):
        self._lock = threading.Lock()
        self._running = False

    def start(self):
        with self._lock:
            self._running = True

    def stop(self):
        self._running = False
