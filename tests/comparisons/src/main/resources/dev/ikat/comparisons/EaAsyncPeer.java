import com.ea.async.Async;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** Awaits of futures that a ring completes: the row's name and the rounds' nanoseconds an operation. */
class EaAsyncPeer {
    static final int MANY = 20_000;
    static final ArrayDeque<Runnable> RING = new ArrayDeque<>();

    static CompletableFuture<Integer> spin() {
        for (int i = 0; i < MANY; i++) {
            Async.await(CompletableFuture.runAsync(() -> {}, RING::add));
        }
        return CompletableFuture.completedFuture(MANY);
    }

    public static void main(String[] arguments) {
        double[] figures = new double[60];
        for (int round = 0; round < figures.length; round++) {
            long begin = System.nanoTime();
            CompletableFuture<Integer> end = spin();
            for (Runnable next; (next = RING.poll()) != null; ) {
                next.run();
            }
            figures[round] = (System.nanoTime() - begin) / (double) end.join();
        }
        StringBuilder line = new StringBuilder("PeersSuspendResume");
        java.util.Arrays.stream(figures).skip(30).sorted().forEach(each -> line.append(' ').append(each));
        System.out.println(line);
    }
}
