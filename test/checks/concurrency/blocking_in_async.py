"""Calls that stop the event loop."""
import asyncio
import subprocess
import time

import requests


async def sleeps():
    time.sleep(1)  # expect: concurrency-blocking-in-async


async def asks(url):
    return requests.get(url, timeout=5)  # expect: concurrency-blocking-in-async


async def runs():
    subprocess.run(["make"])  # expect: concurrency-blocking-in-async


async def inner():
    async def deeper():
        time.sleep(1)  # expect: concurrency-blocking-in-async
    await deeper()


async def handed_over(url):
    await asyncio.sleep(1)
    await asyncio.to_thread(requests.get, url, timeout=5)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, time.sleep, 1)


async def a_function_for_a_thread():
    def work():
        time.sleep(1)
    await asyncio.to_thread(work)


def ordinary():
    time.sleep(1)
    return subprocess.run(["make"])


async def other(client, url):
    return await client.get(url)
