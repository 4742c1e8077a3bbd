"""Calls that stop the event loop."""
import asyncio
import subprocess
import time

import requests


async def sleeps():
    await asyncio.to_thread(time.sleep, 1)


async def asks(url):
    return await asyncio.to_thread(requests.get, url, timeout=5)


async def runs():
    await asyncio.to_thread(subprocess.run, ["make"])


async def inner():
    async def deeper():
        await asyncio.to_thread(time.sleep, 1)
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
