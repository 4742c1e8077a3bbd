"""Coroutines that are made and never run."""
import asyncio


async def check_permission(user):
    if not user.active:
        raise PermissionError


async def is_allowed(user):
    return user.active


class Service:
    async def verify(self, token):
        raise PermissionError(len(token))

    async def handle(self, token):
        self.verify(token)  # expect: concurrency-coroutine-not-awaited
        return "done"


async def remove(user, record):
    check_permission(user)  # expect: concurrency-coroutine-not-awaited
    record.delete()


async def tested(user, record):
    if not is_allowed(user):  # expect: concurrency-coroutine-not-awaited
        return
    record.delete()


async def inner(user):
    async def deeper():
        return user
    deeper()  # expect: concurrency-coroutine-not-awaited


async def awaited(user, record):
    await check_permission(user)
    if await is_allowed(user):
        record.delete()


async def kept(user):
    task = asyncio.create_task(check_permission(user))
    await asyncio.gather(check_permission(user), task)
    checks = check_permission(user)
    return await checks


def started(user):
    asyncio.run(check_permission(user))


def ordinary(user):
    return user


async def calls_ordinary(user):
    ordinary(user)
    user.notify()


def run_now(function):
    def wrapper(*args):
        return asyncio.run(function(*args))
    return wrapper


@run_now
async def scheduled(user):
    return user


async def pages(user):
    yield user


def decorated_ones(user):
    scheduled(user)
    pages(user)
