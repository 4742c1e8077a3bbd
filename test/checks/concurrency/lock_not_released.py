"""Locks that some way out leaves taken."""
import threading

lock = threading.Lock()


def raises(record):
    lock.acquire()  # expect: concurrency-lock-not-released
    update(record)
    lock.release()


def returns(record):
    lock.acquire()  # expect: concurrency-lock-not-released
    if record is None:
        return None
    lock.release()
    return record


class Store:
    def __init__(self):
        self._mutex = threading.RLock()

    def only_one_error(self, record):
        self._mutex.acquire()  # expect: concurrency-lock-not-released
        try:
            update(record)
        except ValueError:
            record = None
        self._mutex.release()
        return record

    def tested(self, record):
        if self._mutex.acquire(False):  # expect: concurrency-lock-not-released
            update(record)
            self._mutex.release()

    def __enter__(self):
        self._mutex.acquire()
        return self

    def __exit__(self, *error):
        self._mutex.release()


def managed(record):
    with lock:
        return update(record)


def protected(record):
    lock.acquire()
    try:
        if record is None:
            return None
        return update(record)
    finally:
        lock.release()


def in_a_loop(records):
    for record in records:
        lock.acquire()
        try:
            if record is None:
                continue
            update(record)
        finally:
            lock.release()


def nothing_fails(items, item):
    lock.acquire()
    items.append(item)
    count = len(items)
    lock.release()
    return count


def not_taken(record):
    if not lock.acquire(timeout=1):
        return None
    try:
        return update(record)
    finally:
        lock.release()


def no_lock(connection):
    connection.acquire()
    update(connection)
    connection.release()


def commented(record):
    lock.acquire()  # expect: concurrency-lock-not-released
    # the record may be gone
    if record:
        update(record)

    update(None)
    lock.release()
    return record


def long_text(record):  # no fix: the text would be indented as well
    lock.acquire()  # expect: concurrency-lock-not-released
    update("""one
two""")
    lock.release()


def one_line(record):  # no fix: not lines of their own
    lock.acquire(); update(record); lock.release()  # expect: concurrency-lock-not-released
