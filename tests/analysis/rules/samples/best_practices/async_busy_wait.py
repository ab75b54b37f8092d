import asyncio


async def wait(state, event):
    while not state.done:  # hit
        await asyncio.sleep(0.1)
    while True:
        await asyncio.sleep(60)
        state.refresh()
    await event.wait()


def plain(state, sleep):
    while not state.done:
        sleep(0.1)
