import static dev.ikat.Ikat.*;

import dev.ikat.*;

class Stepped {
    @Async
    static Coroutine<Integer> add(int a, int b) {
        int before = a * 10; // first
        int sum = before + await(later(b)); // waits
        int after = sum + await(Coroutine.of(1)); // does not wait
        after++; // behind
        return done(after); // last
    }

    @Async
    static Coroutine<Integer> later(int v) {
        for (int i = 0; i < 3; i++) {
            await(yieldNow()); // in the loop
            v++;
        }
        return done(v);
    }

    public static void main(String[] arguments) {
        System.out.println("result " + Ikat.run(add(4, 2)));
    }
}
