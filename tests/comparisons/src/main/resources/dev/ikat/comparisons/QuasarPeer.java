import co.paralleluniverse.fibers.Fiber;
import co.paralleluniverse.fibers.FiberExecutorScheduler;
import co.paralleluniverse.fibers.SuspendExecution;
import java.util.ArrayDeque;

/** A fiber that yields on a ring: the row's name and the rounds' nanoseconds an operation. */
class QuasarPeer {
    static final int MANY = 20_000;
    static final ArrayDeque<Runnable> RING = new ArrayDeque<>();

    public static void main(String[] arguments) throws Exception {
        double[] figures = new double[60];
        for (int round = 0; round < figures.length; round++) {
            long begin = System.nanoTime();
            new Fiber<Void>("peer", new FiberExecutorScheduler("ring", RING::add)) {
                @Override
                protected Void run() throws SuspendExecution, InterruptedException {
                    for (int i = 0; i < MANY; i++) {
                        Fiber.yield();
                    }
                    return null;
                }
            }.start();
            for (Runnable next; (next = RING.poll()) != null; ) {
                next.run();
            }
            figures[round] = (System.nanoTime() - begin) / (double) MANY;
        }
        StringBuilder line = new StringBuilder("PeersSuspendResume");
        java.util.Arrays.stream(figures).skip(30).sorted().forEach(each -> line.append(' ').append(each));
        System.out.println(line);
    }
}
