import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class SentValues {
    @Async
    static Generator<Object> typed() {
        int i = emit("int");
        long l = Ikat.<Long>emit("long");
        double d = Ikat.<Double>emit("double");
        boolean b = emit("boolean");
        char c = Ikat.<Character>emit("char");
        String s = emit("String");
        char[] array = emit("array");
        List<Integer> list = emit("list");
        var any = emit("any");
        log(i + l + d + " " + b + c + s + array.length + list.get(0) + any);
        i += Ikat.<Integer>emit(i);
        try {
            String wrong = emit("wrong");
            log(wrong);
        } catch (ClassCastException error) {
            log("a cast");
        }
        int none = Ikat.<Integer>emit("null to int");
        return end(none);
    }

    @Async
    static Coroutine<Void> run() {
        sendAll(typed(), 1, 2L, 3.5, true, 'x', "s", "text".toCharArray(), List.of(4), Map.of(), 5, 6, 7);
        try {
            typed().send("too early");
        } catch (IllegalStateException error) {
            log("refused");
        }
        Generator<Object> typed = typed();
        log(typed.send(null));
        try {
            typed.send("no int");
        } catch (ClassCastException error) {
            log("a cast " + typed.hasNext() + typed.endValue());
        }
        Generator<Object> unboxed = typed();
        unboxed.next();
        try {
            unboxed.next();
        } catch (NullPointerException error) {
            log("null " + unboxed.hasNext());
        }
        return done();
    }
}
