import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** What the programs of bare continuations share: a ring, and each row's name with the rounds' nanoseconds an operation. */
final class RingPeer {
    private static final int MANY = 20_000;
    private static final int ROUNDS = 200;

    private final ArrayDeque<BooleanSupplier> ring = new ArrayDeque<>();
    private final IntFunction<BooleanSupplier> continuations;

    private RingPeer(IntFunction<BooleanSupplier> continuations) {
        this.continuations = continuations;
    }

    /** Given how often it is to suspend, makes what runs a continuation until it does so next: true where it has not ended. */
    static void print(IntFunction<BooleanSupplier> continuations) {
        RingPeer peer = new RingPeer(continuations);
        row("PeersSuspendResume", peer::turns, 1);
        row("PeersTwoTasks", peer::turns, 2);
        row("PeersStartJoin", peer::starts, MANY);
    }

    private static void row(String name, IntToDoubleFunction round, int tasks) {
        double[] figures = new double[ROUNDS];
        Arrays.setAll(figures, each -> round.applyAsDouble(tasks));
        StringBuilder line = new StringBuilder(name);
        Arrays.stream(figures).skip(ROUNDS / 2).sorted().forEach(each -> line.append(' ').append(each));
        System.out.println(line);
    }

    private double turns(int tasks) {
        long begin = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            ring.add(continuations.apply(MANY));
        }
        runUntilEmpty();
        return (System.nanoTime() - begin) / (double) (tasks * MANY);
    }

    private double starts(int tasks) {
        long begin = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            ring.add(continuations.apply(0));
            runUntilEmpty();
        }
        return (System.nanoTime() - begin) / (double) tasks;
    }

    private void runUntilEmpty() {
        for (BooleanSupplier next; (next = ring.poll()) != null; ) {
            if (next.getAsBoolean()) {
                ring.add(next);
            }
        }
    }
}
