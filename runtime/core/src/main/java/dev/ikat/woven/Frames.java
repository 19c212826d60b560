package dev.ikat.woven;

import dev.ikat.Coroutine;
import dev.ikat.frame.Body;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines with room for saved locals: {@code R<references>L<longs>}, primitives of every kind packed into longs. A
 * method takes the smallest that holds what is live at its worst await, and the arguments where it was called before it runs; {@link Arrays} is for those beyond the largest.
 * What an await in a loop saves again and again is kept: stored only where it is another object, since a store of a reference costs a barrier.
 * Chosen over a class generated per method: nothing is defined at run time, the woven class is one file, the same by
 * agent and by compiler, and code of any loader may touch the fields.
 */
@SuppressWarnings({"checkstyle:VisibilityModifier", "NullAway.Init"})
public final class Frames {
    private Frames() {}

    public static class R0L0 extends Coroutine<Object> {
        public R0L0(Body body) {
            super(body);
        }
    }

    public static class R0L1 extends R0L0 {
        public long l0;

        public R0L1(Body body) {
            super(body);
        }
    }

    public static class R0L2 extends R0L1 {
        public long l1;

        public R0L2(Body body) {
            super(body);
        }
    }

    public static class R0L4 extends R0L2 {
        public long l2, l3;

        public R0L4(Body body) {
            super(body);
        }
    }

    public static class R2L0 extends R0L0 {
        public @Nullable Object r0, r1;

        public R2L0(Body body) {
            super(body);
        }

        public final void keep0(@Nullable Object value) {
            if (r0 != value) {
                r0 = value;
            }
        }

        public final void keep1(@Nullable Object value) {
            if (r1 != value) {
                r1 = value;
            }
        }

        @Override
        protected void forget() {
            r0 = null;
            r1 = null;
        }
    }

    public static class R2L1 extends R2L0 {
        public long l0;

        public R2L1(Body body) {
            super(body);
        }
    }

    public static class R2L2 extends R2L1 {
        public long l1;

        public R2L2(Body body) {
            super(body);
        }
    }

    public static class R2L4 extends R2L2 {
        public long l2, l3;

        public R2L4(Body body) {
            super(body);
        }
    }

    public static class R4L0 extends R2L0 {
        public @Nullable Object r2, r3;

        public R4L0(Body body) {
            super(body);
        }

        public final void keep2(@Nullable Object value) {
            if (r2 != value) {
                r2 = value;
            }
        }

        public final void keep3(@Nullable Object value) {
            if (r3 != value) {
                r3 = value;
            }
        }

        @Override
        protected void forget() {
            super.forget();
            r2 = null;
            r3 = null;
        }
    }

    public static class R4L1 extends R4L0 {
        public long l0;

        public R4L1(Body body) {
            super(body);
        }
    }

    public static class R4L2 extends R4L1 {
        public long l1;

        public R4L2(Body body) {
            super(body);
        }
    }

    public static class R4L4 extends R4L2 {
        public long l2, l3;

        public R4L4(Body body) {
            super(body);
        }
    }

    public static class R6L0 extends R4L0 {
        public @Nullable Object r4, r5;

        public R6L0(Body body) {
            super(body);
        }

        public final void keep4(@Nullable Object value) {
            if (r4 != value) {
                r4 = value;
            }
        }

        public final void keep5(@Nullable Object value) {
            if (r5 != value) {
                r5 = value;
            }
        }

        @Override
        protected void forget() {
            super.forget();
            r4 = null;
            r5 = null;
        }
    }

    public static class R6L1 extends R6L0 {
        public long l0;

        public R6L1(Body body) {
            super(body);
        }
    }

    public static class R6L2 extends R6L1 {
        public long l1;

        public R6L2(Body body) {
            super(body);
        }
    }

    public static class R6L4 extends R6L2 {
        public long l2, l3;

        public R6L4(Body body) {
            super(body);
        }
    }

    public static class R8L0 extends R6L0 {
        public @Nullable Object r6, r7;

        public R8L0(Body body) {
            super(body);
        }

        public final void keep6(@Nullable Object value) {
            if (r6 != value) {
                r6 = value;
            }
        }

        public final void keep7(@Nullable Object value) {
            if (r7 != value) {
                r7 = value;
            }
        }

        @Override
        protected void forget() {
            super.forget();
            r6 = null;
            r7 = null;
        }
    }

    public static class R8L1 extends R8L0 {
        public long l0;

        public R8L1(Body body) {
            super(body);
        }
    }

    public static class R8L2 extends R8L1 {
        public long l1;

        public R8L2(Body body) {
            super(body);
        }
    }

    public static class R8L4 extends R8L2 {
        public long l2, l3;

        public R8L4(Body body) {
            super(body);
        }
    }

    /** For methods with more than fits the others. */
    public static final class Arrays extends Coroutine<Object> {
        public final @Nullable Object[] refs;
        public final long[] longs;

        public Arrays(Body body, int refs, int longs) {
            super(body);
            this.refs = new Object[refs];
            this.longs = new long[longs];
        }

        public void keep(int place, @Nullable Object value) {
            if (refs[place] != value) {
                refs[place] = value;
            }
        }

        @Override
        protected void forget() {
            java.util.Arrays.fill(refs, null);
        }
    }
}
