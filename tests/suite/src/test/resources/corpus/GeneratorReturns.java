import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorReturns {
    @Async
    static Generator<Integer> other(int n) {
        log("other " + n);
        for (int i = 0; i < n; i++) emit(i);
        log("end of other");
        return end("o" + n);
    }

    @Async
    static Generator<Integer> tail(int n) {
        emit(100);
        return other(n);
    }

    @Async
    static Generator<Integer> choose(int n) {
        Object what = emit(200);
        return n == 0 ? end() : n == 1 ? other(2) : end(what);
    }

    @Async
    static Generator<Integer> inTry(int n) {
        try {
            if (n == 0) return end(note("a"));
            if (n == 1) return returned(other(2));
            if (n == 2) throw new IllegalStateException("two");
            emit(300);
        } catch (IllegalStateException error) {
            return returned(other(1));
        } finally {
            log("finally " + n);
        }
        return end(n);
    }

    @Async
    static Generator<Integer> fromFinally(int n) {
        try {
            emit(400);
            return end("lost");
        } finally {
            if (n == 1) {
                return end("from finally");
            }
            log("finally");
        }
    }

    @Async
    static Generator<Integer> variable(int n) {
        Generator<Integer> kept = n == 0 ? other(1) : null;
        emit(500);
        if (kept == null) return end();
        return kept;
    }

    @Async
    static Generator<Integer> conditionalInTry(boolean b) {
        try {
            return b ? returned(other(2)) : end("e");
        } finally {
            emit(600);
        }
    }

    @Async
    static AsyncGenerator<Integer> slow(int n) {
        try {
            emit(await(tick(n)));
            if (n == 0) return end(await(tick("end")));
            if (n == 1) return returned(slow(0));
        } finally {
            log("slow " + await(tick(n)));
        }
        return n > 4 ? end() : slow(n + 1);
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(tail(2));
        for (int i = 0; i < 4; i++) {
            log("n " + i);
            takeAll(choose(i));
            takeAll(inTry(i));
            takeAll(fromFinally(i));
            takeAll(variable(i));
        }
        takeAll(conditionalInTry(true));
        takeAll(conditionalInTry(false));
        sendAll(choose(2), "sent");
        for (int i = 0; i < 4; i++) {
            for (int x : each(slow(i))) log("took " + x);
        }
        return done();
    }
}
