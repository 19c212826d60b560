package dev.ikat.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Two virtual threads that hand a turn to and fro by unpark and park. */
final class ParkingPair {
    private final int turns;
    private volatile int turn;
    private volatile Thread first;
    private volatile Thread second;

    private ParkingPair(int turns) {
        this.turns = turns;
    }

    /** Each of the two has its turn that many times. */
    static void run(int turns) {
        ParkingPair pair = new ParkingPair(turns);
        VirtualThreads.run(pair::lead);
    }

    private void lead() {
        first = Thread.currentThread();
        second = VirtualThreads.start(() -> alternate(1));
        alternate(0);
        VirtualThreads.join(second);
    }

    private void alternate(int me) {
        for (int i = 0; i < turns; i++) {
            while (turn != me) {
                LockSupport.park(this);
            }
            turn = 1 - me;
            LockSupport.unpark(me == 0 ? second : first);
        }
    }
}
