package dev.ikat.comparisons

import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield

/** The programs of SimulatedTimers and SimulatedSteps, as kotlinx-coroutines-test runs them. */
object VirtualTime {
    @JvmStatic
    fun sleeps(tasks: Int, times: Int) {
        runTest {
            for (number in 1..tasks) {
                launch { repeat(times) { delay(1_000L + number) } }
            }
        }
    }

    @JvmStatic
    fun turns(tasks: Int, times: Int) {
        runTest {
            for (number in 1..tasks) {
                launch { repeat(times) { yield() } }
            }
        }
    }
}
