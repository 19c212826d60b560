package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.loop.ErrorContext;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds buffers that were collected before they went back, in debug mode: a phantom reference to each that is lent, with the
 * place where it was taken. They are reported when the next one is taken, to the loop that runs then.
 */
final class LostBuffers {
    private static final ReferenceQueue<PooledBuffer> COLLECTED = new ReferenceQueue<>();
    private static final Set<Loan> LOANS = ConcurrentHashMap.newKeySet();

    private LostBuffers() {}

    /** A buffer that is lent. */
    static final class Loan extends PhantomReference<PooledBuffer> {
        private final int capacity;
        private final Throwable taken = new Throwable("it was taken here");

        private Loan(PooledBuffer buffer, int capacity) {
            super(buffer, COLLECTED);
            this.capacity = capacity;
        }

        /** It came back. */
        void end() {
            LOANS.remove(this);
        }
    }

    static Loan watch(PooledBuffer buffer, int capacity) {
        report();
        Loan loan = new Loan(buffer, capacity);
        LOANS.add(loan);
        return loan;
    }

    private static void report() {
        for (Reference<?> each; (each = COLLECTED.poll()) != null; ) {
            if (each instanceof Loan loan && LOANS.remove(loan)) {
                Ikat.loop()
                        .callExceptionHandler(new ErrorContext(
                                "a pooled buffer of " + loan.capacity + " bytes was lost: close it when done with it",
                                loan.taken,
                                null));
            }
        }
    }
}
