package dev.ikat.comparisons

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** The rows of the benchmarks as kotlinx.coroutines has them, on the loop of runBlocking: one thread. */
object Coroutines {
    @JvmStatic
    fun spin(rounds: Int): Int = runBlocking {
        repeat(rounds) { yield() }
        rounds
    }

    @JvmStatic
    fun spinBelow(depth: Int, rounds: Int): Int = runBlocking { descend(depth, rounds) }

    private suspend fun descend(depth: Int, rounds: Int): Int {
        if (depth > 1) {
            val below = descend(depth - 1, rounds)
            return below + 1
        }
        repeat(rounds) { yield() }
        return 1
    }

    @JvmStatic
    fun descendAndReturn(depth: Int, times: Int): Int = runBlocking {
        var sum = 0
        repeat(times) { sum += descend(depth, 1) }
        sum
    }

    @JvmStatic
    fun twoTasks(turns: Int) = runBlocking {
        val first = launch { repeat(turns) { yield() } }
        val second = launch { repeat(turns) { yield() } }
        first.join()
        second.join()
    }

    @JvmStatic
    fun startJoin(tasks: Int): Int = runBlocking {
        var sum = 0
        repeat(tasks) { sum += async { 1 }.await() }
        sum
    }

    @JvmStatic
    fun completed(awaits: Int): Int = runBlocking {
        val value = CompletableDeferred(1)
        var sum = 1
        repeat(awaits) { sum = sum * 31 + value.await() }
        sum
    }

    @JvmStatic
    fun hops(turns: Int, item: Any) = runBlocking {
        val left = Channel<Any>(Channel.UNLIMITED)
        val right = Channel<Any>(Channel.UNLIMITED)
        val first = alternate(left, right, turns)
        val second = alternate(right, left, turns)
        left.send(item)
        first.join()
        second.join()
    }

    private fun CoroutineScope.alternate(mine: Channel<Any>, other: Channel<Any>, turns: Int) = launch {
        repeat(turns) { other.send(mine.receive()) }
    }
}
