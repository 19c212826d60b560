"""The rows of the comparison on asyncio: a line each of the row's name and the rounds' nanoseconds an operation, sorted.

A row's name is that of the benchmark's class, with a parameter after a colon."""
import asyncio
import time

ROUNDS = 7
MANY = 20_000


async def suspend_resume():
    for _ in range(MANY):
        await asyncio.sleep(0)
    return MANY


async def two_tasks():
    first = asyncio.create_task(suspend_resume())
    second = asyncio.create_task(suspend_resume())
    await first
    await second
    return 2 * MANY


async def one():
    return 1


async def start_join():
    total = 0
    for _ in range(MANY):
        total += await asyncio.create_task(one())
    return total


async def await_completed():
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    total = 0
    for _ in range(MANY):
        total += await future
    return total


async def alternate(mine, other):
    for _ in range(MANY):
        await other.put(await mine.get())


async def queue_hop():
    left, right = asyncio.Queue(), asyncio.Queue()
    first = asyncio.create_task(alternate(left, right))
    second = asyncio.create_task(alternate(right, left))
    await left.put(None)
    await first
    await second
    return 2 * MANY


async def resume_below(depth, times):
    if depth > 1:
        return await resume_below(depth - 1, times)
    for _ in range(times):
        await asyncio.sleep(0)


async def resume_depth(depth):
    await resume_below(depth, MANY)
    return MANY


def elements():
    for i in range(MANY):
        yield i


async def generator_element():
    count = 0
    for _ in elements():
        count += 1
    return count


ROWS = {
    "PeersSuspendResume": suspend_resume,
    "PeersTwoTasks": two_tasks,
    "PeersStartJoin": start_join,
    "PeersAwaitCompleted": await_completed,
    "PeersQueueHop": queue_hop,
    "PeersResumeDepth:depth=1": lambda: resume_depth(1),
    "PeersResumeDepth:depth=10": lambda: resume_depth(10),
    "PeersResumeDepth:depth=100": lambda: resume_depth(100),
    "KotlinSequence": generator_element,
}

for name, row in ROWS.items():
    figures = []
    for _ in range(ROUNDS):
        begin = time.process_time_ns()
        operations = asyncio.run(row())
        figures.append((time.process_time_ns() - begin) / operations)
    print(name, *sorted(figures))
