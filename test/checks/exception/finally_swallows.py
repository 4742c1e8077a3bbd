"""Leaving a finally block by return, break or continue drops the exception that is under way."""


def returned(path):
    data = None
    try:
        data = verify(path)
    finally:
        return data  # expect: exception-finally-swallows


def next_one(paths):
    for path in paths:
        try:
            verify(path)
        finally:
            continue  # expect: exception-finally-swallows


def enough(paths):
    while True:
        try:
            verify(paths.pop())
        finally:
            if not paths:
                break  # expect: exception-finally-swallows


def inside_a_loop(paths):
    try:
        verify(paths)
    finally:
        for path in paths:
            if path:
                break
        while paths:
            if not paths.pop():
                continue


def another_function(paths):
    try:
        verify(paths)
    finally:
        paths.sort(key=lambda path: path.name)

        def cleaner():
            return paths
        cleaner()


def after(path):
    try:
        data = verify(path)
    finally:
        path.close()
    return data


def in_the_handler(path):
    try:
        return verify(path)
    except ValueError:
        return None
