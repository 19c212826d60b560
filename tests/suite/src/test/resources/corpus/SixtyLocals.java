import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SixtyLocals {
    @Async
    static Coroutine<String> run() {
        int i0 = 0, i1 = 1, i2 = 2, i3 = 3, i4 = 4, i5 = 5, i6 = 6, i7 = 7, i8 = 8, i9 = 9; long l0 = 10, l1 = 11, l2 = 12, l3 = 13, l4 = 14, l5 = 15, l6 = 16, l7 = 17, l8 = 18, l9 = 19;
        String s0 = "a", s1 = "b", s2 = "c", s3 = "d", s4 = "e", s5 = "f", s6 = "g", s7 = "h", s8 = "i", s9 = "j"; double d0 = 20, d1 = 21, d2 = 22, d3 = 23, d4 = 24, d5 = 25, d6 = 26, d7 = 27, d8 = 28, d9 = 29;
        boolean z0 = true, z1 = false, z2 = true, z3 = false; byte b0 = 30, b1 = 31, b2 = 32; char c0 = 'p', c1 = 'q', c2 = 'r'; short h0 = 33, h1 = 34, h2 = 35; float f0 = 36, f1 = 37, f2 = 38; int[] a0 = {39}, a1 = {40}; Object o0 = null, o1 = 41, o2 = "o"; List<Integer> t0 = List.of(42);
        await(tick("first"));
        i3 += i9; l4 *= l5; s6 += s7; d8 -= d9; z1 ^= z0; b2 += b1; c1++; h0--; f2 /= f1; a1[0] += a0[0]; o0 = o1;
        try { i0 += await(tick(100)); l9 = await(fail("x")); } catch (IllegalArgumentException e) { s9 += e.getMessage() + await(tick("second")); }
        for (long k = 0; k < 2; k++) { d0 += await(tick(.5)) + k; i5 = i6 + await(tick(i5)); }
        await(tick("third"));
        return done("" + i0 + i1 + i2 + i3 + i4 + i5 + i6 + i7 + i8 + i9 + l0 + l1 + l2 + l3 + l4 + l5 + l6 + l7 + l8 + l9 + s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9 + z0 + z1 + z2 + z3 + b0 + b1 + b2 + c0 + c1 + c2 + h0 + h1 + h2 + f0 + f1 + f2 + a0[0] + a1[0] + o0 + o1 + o2 + t0);
    }
}
