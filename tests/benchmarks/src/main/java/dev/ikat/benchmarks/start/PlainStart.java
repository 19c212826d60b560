package dev.ikat.benchmarks.start;

import java.io.IOException;

/** {@link FirstAwait} without Ikat. */
final class PlainStart {
    private PlainStart() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(FirstAwait.ANSWER);
        System.in.read();
    }
}
