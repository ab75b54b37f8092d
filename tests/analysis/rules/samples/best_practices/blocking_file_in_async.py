import asyncio
import os
from pathlib import Path

import anyio


async def read(path):
    with open(path) as file:  # hit
        text = file.read()
    if os.path.exists(path):  # hit
        return text
    if Path(path).is_file():  # hit
        return text
    if await anyio.Path(path).exists():
        return text
    name = os.path.join(path, "x")
    parent = Path(path).parent
    return await asyncio.to_thread(plain, name, parent)


def plain(path, parent):
    with open(path) as file:
        return file.read(), os.path.exists(parent)
