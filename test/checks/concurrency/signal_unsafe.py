"""What must not run in a signal handler."""
import logging
import signal
import threading

lock = threading.Lock()
stopping = threading.Event()
logger = logging.getLogger(__name__)
requested = False


def logs(signum, frame):
    logger.info("stopping")  # expect: concurrency-signal-unsafe


def locks(signum, frame):
    with lock:  # expect: concurrency-signal-unsafe
        stopping.set()


class Server:
    def stop(self, signum, frame):
        print("stopping")  # expect: concurrency-signal-unsafe
        lock.acquire()  # expect: concurrency-signal-unsafe


def flags(signum, frame):
    global requested
    requested = True


def raises(signum, frame):
    raise KeyboardInterrupt


def no_handler(name, value):
    logger.info("%s %s", name, value)


signal.signal(signal.SIGTERM, logs)
signal.signal(signal.SIGINT, flags)
