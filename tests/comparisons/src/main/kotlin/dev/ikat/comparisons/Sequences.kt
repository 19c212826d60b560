package dev.ikat.comparisons

/** The generators of the benchmarks, as Kotlin has them. */
object Sequences {
    @JvmStatic
    fun all(array: Array<String>): Iterator<String> = sequence { for (each in array) yield(each) }.iterator()

    @JvmStatic
    fun nested(depth: Int, elements: Int): Iterator<String> = levels(depth, elements).iterator()

    private fun levels(depth: Int, elements: Int): Sequence<String> = sequence {
        if (depth > 1) {
            yieldAll(levels(depth - 1, elements))
        } else {
            for (i in 0 until elements) yield("x")
        }
    }
}
