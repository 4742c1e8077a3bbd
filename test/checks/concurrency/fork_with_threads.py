"""Forks of a process that has threads."""
import _thread
import os
import threading
from concurrent.futures import ThreadPoolExecutor


def after_start(work):
    thread = threading.Thread(target=work)
    thread.start()
    return os.fork()  # expect: concurrency-fork-with-threads


def with_pool(work):
    with ThreadPoolExecutor() as pool:
        pool.submit(work)
        if os.fork() == 0:  # expect: concurrency-fork-with-threads
            work()


def low_level(work):
    _thread.start_new_thread(work, ())
    child, terminal = os.forkpty()  # expect: concurrency-fork-with-threads
    return child, terminal


def before(work):
    child = os.fork()
    threading.Thread(target=work).start()
    return child


def no_threads(server):
    server.start()
    return os.fork()


def another_fork(repository, thread):
    thread.start()
    return repository.fork()
