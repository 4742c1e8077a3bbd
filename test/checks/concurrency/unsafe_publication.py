"""Objects that two threads can both make on first use."""
import functools
import threading

_keys = None
_cache = None
_late = None
_lock = threading.Lock()


class KeyStore:
    pass


def keys():
    global _keys
    if _keys is None:
        _keys = KeyStore()  # expect: concurrency-unsafe-publication
    return _keys


def cache():
    global _cache
    if not _cache:
        _cache = dict(KeyStore().__dict__)  # expect: concurrency-unsafe-publication
    return _cache


class Registry:
    _instance = None

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()  # expect: concurrency-unsafe-publication
        return cls._instance

    @classmethod
    def safe(cls):
        with _lock:
            if cls._instance is None:
                cls._instance = cls()
        return cls._instance


def locked_too_late():
    global _late
    if _late is None:
        with _lock:
            _late = KeyStore()  # expect: concurrency-unsafe-publication
    return _late


def tested_again():
    global _late
    if _late is None:
        with _lock:
            if _late is None:
                _late = KeyStore()
    return _late


@functools.cache
def once():
    return KeyStore()


def reset():
    global _keys
    _keys = None


def own():
    keys = None
    if keys is None:
        keys = KeyStore()
    return keys
