"""Functions that a library calls: what is handed over reaches them, what they return comes back."""
import asyncio
import atexit
import concurrent.futures
import functools
import multiprocessing
import signal
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import aiosqlite
from flask import request

db = sqlite3.connect("shop.db")
adb = aiosqlite.connect("shop.db")


def find(name):
    return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


def find_in(table, name):
    return db.execute(f"SELECT id FROM {table} WHERE name = '{name}'")  # expect: database-dynamic-query


def count(name):
    return db.execute("SELECT count(*) FROM users WHERE name = ?", (name,))


def trimmed(name):
    return name.strip()


def number(text):
    return int(text)


async def find_later(name):
    return await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query


async def trimmed_later(name):
    return name.strip()


async def constant_later(name):
    return "users"


class Search:
    def find(self, name):
        return db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-dynamic-query

    def count(self, name):
        return db.execute("SELECT count(*) FROM users WHERE name = ?", (name,))


def thread():
    threading.Thread(target=find, args=(request.args["name"],)).start()  # expect: database-sql-injection


def thread_that_binds():
    threading.Thread(target=count, args=(request.args["name"],)).start()


def thread_of_a_constant():
    threading.Thread(target=find, args=("guest",)).start()


def thread_with_keywords():
    threading.Thread(target=find_in, kwargs={"table": "users", "name": request.args["name"]}).start()  # expect: database-sql-injection


def thread_with_harmless_keywords():
    threading.Thread(target=find_in, kwargs={"table": "users", "name": "guest"}).start()


def thread_with_arguments_built_before():
    given = ["users"]
    given.append(request.args["name"])
    worker = threading.Thread(None, find_in, "search", given)  # expect: database-sql-injection
    worker.start()


def thread_of_a_method():
    threading.Thread(target=Search().find, args=[request.args["name"]]).start()  # expect: database-sql-injection


def thread_of_a_lambda():
    name = request.args["name"]
    threading.Thread(target=lambda: db.execute(f"SELECT id FROM users WHERE name = '{name}'")).start()  # expect: database-sql-injection


def timer():
    threading.Timer(5.0, find, args=[request.args["name"]]).start()  # expect: database-sql-injection


def timer_that_binds():
    threading.Timer(5.0, count, [request.args["name"]]).start()


def process():
    multiprocessing.Process(target=find, args=(request.args["name"],)).start()  # expect: database-sql-injection


def process_pool():
    with multiprocessing.Pool(2) as pool:
        pool.apply(find, (request.args["name"],))  # expect: database-sql-injection
        pool.apply_async(count, (request.args["name"],))
        pool.map(find, request.args.getlist("name"))  # expect: database-sql-injection
        names = pool.map(number, request.args.getlist("id"))
        db.execute(f"SELECT id FROM users WHERE id = {names[0]}")


def process_pool_of_tuples():
    with multiprocessing.Pool(2) as pool:
        pool.starmap(find_in, [("users", request.args["name"])])  # expect: database-sql-injection
        pool.starmap(find_in, [("users", "guest")])


def submitted():
    with ThreadPoolExecutor() as executor:
        executor.submit(find, request.args["name"])  # expect: database-sql-injection
        executor.submit(count, request.args["name"])
        executor.submit(find, "guest")


def submitted_result():
    with concurrent.futures.ThreadPoolExecutor() as executor:
        name = executor.submit(trimmed, request.args["name"]).result()  # source
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def submitted_number():
    with concurrent.futures.ThreadPoolExecutor() as executor:
        future = executor.submit(number, request.args["id"])
        db.execute(f"SELECT id FROM users WHERE id = {future.result()}")


def submitted_many():
    executor = ThreadPoolExecutor()
    futures = [executor.submit(trimmed, name) for name in request.args.getlist("name")]  # source
    for future in concurrent.futures.as_completed(futures):
        db.execute(f"SELECT id FROM users WHERE name = '{future.result()}'")  # expect: database-sql-injection


def executor_map():
    with ThreadPoolExecutor() as executor:
        list(executor.map(find, request.args.getlist("name")))  # expect: database-sql-injection
        for name in executor.map(trimmed, request.args.getlist("name")):
            db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
        for row in executor.map(number, request.args.getlist("id")):
            db.execute(f"SELECT id FROM users WHERE id = {row}")


def mapped():
    for name in map(trimmed, request.args.getlist("name")):  # source
        db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection
    for row in map(number, request.args.getlist("id")):
        db.execute(f"SELECT id FROM users WHERE id = {row}")
    for row in map(int, request.args.getlist("id")):
        db.execute(f"SELECT id FROM users WHERE id = {row}")


def mapped_over_two():
    list(map(find_in, ["users", "orders"], request.args.getlist("name")))  # expect: database-sql-injection


def reduced():
    where = functools.reduce(lambda text, name: text + " OR name = '" + name + "'", request.args.getlist("name"), "")  # source
    db.execute("SELECT id FROM users WHERE " + where)  # expect: database-sql-injection


def reduced_numbers():
    total = functools.reduce(lambda sum, text: sum + int(text), request.args.getlist("id"), 0)
    db.execute(f"SELECT id FROM users WHERE id = {total}")


def sorted_by_a_key():
    names = sorted(request.args.getlist("name"), key=find)  # expect: database-sql-injection
    sorted(["guest", "admin"], key=find)
    db.execute(f"SELECT id FROM users WHERE name = '{names[0]}'")  # expect: database-sql-injection


async def task():
    asyncio.create_task(find_later(request.args["name"]))  # expect: database-sql-injection


async def task_result():
    job = asyncio.create_task(trimmed_later(request.args["name"]))  # source
    name = await job
    await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


async def gathered():
    name, table = await asyncio.gather(trimmed_later(request.args["name"]), constant_later("x"))  # source
    await adb.execute(f"SELECT id FROM {table}")
    await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


async def waited():
    name = await asyncio.wait_for(trimmed_later(request.args["name"]), timeout=5)  # source
    await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


async def in_a_thread():
    await asyncio.to_thread(find, request.args["name"])  # expect: database-sql-injection
    await asyncio.to_thread(count, request.args["name"])
    await asyncio.to_thread(find, "guest")


async def result_of_a_thread():
    name = await asyncio.to_thread(trimmed, request.args["name"])  # source
    row = await asyncio.to_thread(number, request.args["id"])
    await adb.execute(f"SELECT id FROM users WHERE id = {row}")
    await adb.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


async def in_an_executor():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, find, request.args["name"])  # expect: database-sql-injection
    await loop.run_in_executor(None, count, request.args["name"])
    row = await loop.run_in_executor(None, number, request.args["id"])
    await adb.execute(f"SELECT id FROM users WHERE id = {row}")


async def called_soon():
    loop = asyncio.get_event_loop()
    loop.call_soon(find, request.args["name"])  # expect: database-sql-injection
    loop.call_later(5, find, request.args["name"])  # expect: database-sql-injection
    loop.call_soon_threadsafe(count, request.args["name"])


def run():
    name = asyncio.run(trimmed_later(request.args["name"]))  # source
    table = asyncio.run(constant_later(request.args["name"]))
    db.execute(f"SELECT id FROM {table}")
    db.execute(f"SELECT id FROM users WHERE name = '{name}'")  # expect: database-sql-injection


def at_exit():
    atexit.register(find, request.args["name"])  # expect: database-sql-injection
    atexit.register(count, request.args["name"])


def on_a_signal():
    name = request.args["name"]

    def stop(number, frame):
        db.execute(f"SELECT id FROM users WHERE name = '{name}' AND id = {number}")  # expect: database-sql-injection

    signal.signal(signal.SIGTERM, stop)


def handed_through_a_helper(job, value):
    threading.Thread(target=job, args=(value,)).start()


def through_a_helper():
    handed_through_a_helper(find, request.args["name"])  # expect: database-sql-injection
    handed_through_a_helper(count, request.args["name"])
