import asyncio


async def serve(handle, tasks):
    asyncio.create_task(handle())  # hit
    asyncio.ensure_future(handle())  # hit
    task = asyncio.create_task(handle())
    tasks.add(task)
    tasks.add(asyncio.create_task(handle()))
    await asyncio.create_task(handle())
    async with asyncio.TaskGroup() as group:
        group.create_task(handle())
    return await asyncio.gather(handle(), task)
