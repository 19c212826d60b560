package dev.ikat.frame;

import org.jspecify.annotations.Nullable;

/**
 * The frame of a generator's body, which nobody awaits. This class itself is for one that keeps no more than fits here, as
 * most do; the others' extend it. So the type of what a generator resumes is known without a cast: where generator and loop
 * are compiled together the JIT does without both objects, which that of JDK 17 does not behind a cast. An int has a place
 * among ints, other primitives among longs.
 */
@SuppressWarnings({"checkstyle:VisibilityModifier", "NullAway.Init"})
public class GeneratorFrame extends Frame {
    public @Nullable Object r0, r1, r2, r3;
    public int i0, i1;
    public long l0, l1;

    public GeneratorFrame(Body body) {
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

    /** The body will not run any more. */
    @Override
    public void forget() {
        r0 = null;
        r1 = null;
        r2 = null;
        r3 = null;
    }

    /** For a body with more than fits the first. */
    public static final class Wide extends GeneratorFrame {
        public @Nullable Object r4, r5, r6, r7;
        public int i2, i3;
        public long l2, l3;

        public Wide(Body body) {
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
        public void forget() {
            super.forget();
            r4 = null;
            r5 = null;
            r6 = null;
            r7 = null;
        }
    }

    /** For a body with more than fits any. */
    public static final class Arrays extends GeneratorFrame {
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
        public void forget() {
            java.util.Arrays.fill(refs, null);
        }
    }
}
