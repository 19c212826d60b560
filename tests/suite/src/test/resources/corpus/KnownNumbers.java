import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;

/** Locals that hold a number that the code itself says, on some ways or on all, while an await waits. */
class KnownNumbers {
    @Async
    static Coroutine<String> branches(int k) {
        int same = 7;
        int other = 7;
        long wide = 1L << 40;
        boolean flag = false;
        char letter = 'x';
        byte small = -100;
        if (k > 1) {
            same = 7;
            other = 70000;
            flag = true;
        } else if (k == 1) {
            await(tick("then " + same + other));
        }
        await(tick("joined"));
        return done(same + " " + other + " " + wide + " " + flag + letter + small);
    }

    @Async
    static Coroutine<String> loops(int k) {
        int first = 1;
        int count = 0;
        long sum = 0;
        for (int i = 0; i < k; i++) {
            await(tick("before " + first + count + sum));
            if (i == 1) {
                first = 2;
            }
            count++;
            sum += 3;
            int inner = 5;
            await(tick("inner " + inner));
            inner += i;
            sum += inner;
        }
        return done(first + " " + count + " " + sum);
    }

    @Async
    static Coroutine<String> caught(int k) {
        int step = 0;
        try {
            step = 1;
            await(tick(10 / k));
            step = 2;
            await(tick(10 / (k - 1)));
            step = 3;
        } catch (ArithmeticException e) {
            await(tick("caught"));
            return done("at " + step);
        } finally {
            await(tick("finally " + step));
        }
        return done("end " + step);
    }

    @Async
    static Coroutine<String> reused(int k) {
        String r = "";
        {
            int one = 11;
            await(tick("one"));
            r += one;
        }
        {
            long two = 12;
            await(tick("two"));
            r += two;
        }
        {
            String three = "t" + k;
            await(tick("three"));
            r += three;
        }
        {
            int four = 14;
            int five = 15;
            await(tick("four"));
            r += four + five;
        }
        {
            double six = k;
            int seven = 17;
            await(tick("six"));
            r += six + seven;
        }
        return done(r);
    }

    @Async
    static Coroutine<String> switched(int k) {
        int chosen = k > 1 ? 21 : 22;
        int by;
        switch (k) {
            case 0: by = 0; break;
            case 1: by = 100; break;
            case 2: by = 32767;
            default: by = -1;
        }
        await(tick("by"));
        chosen += by;
        by = 1_000_000;
        chosen = await(tick(chosen)) + by;
        return done(chosen + " " + by);
    }

    @Async
    static Coroutine<String> written(int parameter) {
        parameter = 3;
        long last = Long.MIN_VALUE;
        await(tick("parameter"));
        parameter++;
        last--;
        await(tick("again"));
        return done(parameter + " " + last);
    }

    @Async
    static Coroutine<String> run() {
        String r = "";
        for (int k = 0; k < 4; k++) {
            r += await(branches(k)) + "; " + await(loops(k)) + "; " + await(caught(k)) + "; " + await(reused(k)) + "; "
                    + await(switched(k)) + "; " + await(written(k)) + "\n";
        }
        return done(r);
    }
}
