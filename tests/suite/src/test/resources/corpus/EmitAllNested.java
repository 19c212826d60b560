import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EmitAllNested {
    record Node(Node left, int value, Node right) {
        @Async
        Generator<Integer> walk() {
            long before = value;
            if (left != null) log("left of " + before + " " + emitAll(left.walk()));
            emit(value);
            String after = "right of " + before + " ";
            if (right != null) log(after + emitAll(right.walk()));
            return end(value * 10);
        }
    }

    @Async
    static Generator<Object> mixed() {
        log(note("x") + emitAll(List.of(1, 2)) + emitAll(new Node(null, 5, null).walk()));
        emitAll(Set.of());
        for (Object end = 0; end != null; end = emitAll(empty())) {
            emit("turn");
        }
        try {
            emitAll(failing());
        } catch (IllegalStateException error) {
            log("caught " + error.getMessage());
            emitAll(List.of("h"));
        }
        return end(emitAll(echo()));
    }

    @Async
    static Generator<Object> empty() {
        return end();
    }

    @Async
    static Generator<Object> failing() {
        emit("f");
        throw new IllegalStateException("failed");
    }

    @Async
    static Generator<Object> echo() {
        StringBuilder all = new StringBuilder();
        try {
            for (Object got = emit("echo"); got != null; got = emit(got + "!")) all.append(got);
        } catch (IllegalArgumentException error) {
            all.append(error.getMessage());
        } finally {
            all.append(".");
            log(all);
        }
        return end(all);
    }

    @Async
    static Coroutine<Void> run() {
        Node tree = new Node(new Node(null, 1, new Node(null, 2, null)), 3, new Node(new Node(null, 4, null), 5, null));
        takeAll(tree.walk());
        takeAll(mixed());
        Generator<Object> sent = mixed();
        for (int i = 0; i < 6; i++) log(sent.next());
        sendAll(sent, "a", "b", null);
        raiseAfter(7, mixed(), new IllegalArgumentException("raised"));
        for (int i = 1; i < 8; i++) closeAfter(i, mixed());
        return done();
    }
}
