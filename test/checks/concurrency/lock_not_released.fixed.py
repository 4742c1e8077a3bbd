"""Locks that some way out leaves taken."""
import threading

lock = threading.Lock()


def raises(record):
    with lock:
        update(record)


def returns(record):
    with lock:
        if record is None:
            return None
    return record


class Store:
    def __init__(self):
        self._mutex = threading.RLock()

    def only_one_error(self, record):
        with self._mutex:
            try:
                update(record)
            except ValueError:
                record = None
        return record

    def tested(self, record):
        if self._mutex.acquire(False):
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
    with lock:
        # the record may be gone
        if record:
            update(record)

        update(None)
    return record


def long_text(record):  # no fix: the text would be indented as well
    lock.acquire()
    update("""one
two""")
    lock.release()


def one_line(record):  # no fix: not lines of their own
    lock.acquire(); update(record); lock.release()
