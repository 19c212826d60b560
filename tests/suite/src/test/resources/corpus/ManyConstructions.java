import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ManyConstructions {
    static class P { final int n; P(Object a, long b, Object c) { n = a.hashCode() + (int) b; } }
    @Async
    static Coroutine<Integer> run() {
        log("x");
        int sum = 0;
        sum += new P(await(tick(0)), await(tick(0L)), "x").n;
        sum += new P(await(tick(1)), await(tick(1L)), "x").n;
        sum += new P(await(tick(2)), await(tick(2L)), "x").n;
        sum += new P(await(tick(3)), await(tick(3L)), "x").n;
        sum += new P(await(tick(4)), await(tick(4L)), "x").n;
        sum += new P(await(tick(5)), await(tick(5L)), "x").n;
        sum += new P(await(tick(6)), await(tick(6L)), "x").n;
        sum += new P(await(tick(7)), await(tick(7L)), "x").n;
        sum += new P(await(tick(8)), await(tick(8L)), "x").n;
        sum += new P(await(tick(9)), await(tick(9L)), "x").n;
        sum += new P(await(tick(10)), await(tick(10L)), "x").n;
        sum += new P(await(tick(11)), await(tick(11L)), "x").n;
        sum += new P(await(tick(12)), await(tick(12L)), "x").n;
        sum += new P(await(tick(13)), await(tick(13L)), "x").n;
        sum += new P(await(tick(14)), await(tick(14L)), "x").n;
        sum += new P(await(tick(15)), await(tick(15L)), "x").n;
        sum += new P(await(tick(16)), await(tick(16L)), "x").n;
        sum += new P(await(tick(17)), await(tick(17L)), "x").n;
        sum += new P(await(tick(18)), await(tick(18L)), "x").n;
        sum += new P(await(tick(19)), await(tick(19L)), "x").n;
        sum += new P(await(tick(20)), await(tick(20L)), "x").n;
        sum += new P(await(tick(21)), await(tick(21L)), "x").n;
        sum += new P(await(tick(22)), await(tick(22L)), "x").n;
        sum += new P(await(tick(23)), await(tick(23L)), "x").n;
        sum += new P(await(tick(24)), await(tick(24L)), "x").n;
        sum += new P(await(tick(25)), await(tick(25L)), "x").n;
        sum += new P(await(tick(26)), await(tick(26L)), "x").n;
        sum += new P(await(tick(27)), await(tick(27L)), "x").n;
        sum += new P(await(tick(28)), await(tick(28L)), "x").n;
        sum += new P(await(tick(29)), await(tick(29L)), "x").n;
        sum += new P(await(tick(30)), await(tick(30L)), "x").n;
        sum += new P(await(tick(31)), await(tick(31L)), "x").n;
        sum += new P(await(tick(32)), await(tick(32L)), "x").n;
        sum += new P(await(tick(33)), await(tick(33L)), "x").n;
        sum += new P(await(tick(34)), await(tick(34L)), "x").n;
        sum += new P(await(tick(35)), await(tick(35L)), "x").n;
        sum += new P(await(tick(36)), await(tick(36L)), "x").n;
        sum += new P(await(tick(37)), await(tick(37L)), "x").n;
        sum += new P(await(tick(38)), await(tick(38L)), "x").n;
        sum += new P(await(tick(39)), await(tick(39L)), "x").n;
        sum += new P(await(tick(40)), await(tick(40L)), "x").n;
        sum += new P(await(tick(41)), await(tick(41L)), "x").n;
        sum += new P(await(tick(42)), await(tick(42L)), "x").n;
        sum += new P(await(tick(43)), await(tick(43L)), "x").n;
        sum += new P(await(tick(44)), await(tick(44L)), "x").n;
        sum += new P(await(tick(45)), await(tick(45L)), "x").n;
        sum += new P(await(tick(46)), await(tick(46L)), "x").n;
        sum += new P(await(tick(47)), await(tick(47L)), "x").n;
        sum += new P(await(tick(48)), await(tick(48L)), "x").n;
        sum += new P(await(tick(49)), await(tick(49L)), "x").n;
        sum += new P(await(tick(50)), await(tick(50L)), "x").n;
        sum += new P(await(tick(51)), await(tick(51L)), "x").n;
        sum += new P(await(tick(52)), await(tick(52L)), "x").n;
        sum += new P(await(tick(53)), await(tick(53L)), "x").n;
        sum += new P(await(tick(54)), await(tick(54L)), "x").n;
        sum += new P(await(tick(55)), await(tick(55L)), "x").n;
        sum += new P(await(tick(56)), await(tick(56L)), "x").n;
        sum += new P(await(tick(57)), await(tick(57L)), "x").n;
        sum += new P(await(tick(58)), await(tick(58L)), "x").n;
        sum += new P(await(tick(59)), await(tick(59L)), "x").n;
        return done(sum);
    }
}
