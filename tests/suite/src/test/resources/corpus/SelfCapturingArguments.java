import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SelfCapturingArguments {
    final String name;
    SelfCapturingArguments(String name) { this.name = name; }
    static class Child {
        final SelfCapturingArguments parent; final Object extra;
        Child(SelfCapturingArguments parent, Object extra) { this.parent = parent; this.extra = extra; }
        public String toString() { return parent.name + extra; }
    }
    @Async
    Coroutine<String> all() {
        Child child = new Child(this, await(tick(1)));
        Child two = new Child(new SelfCapturingArguments(name + await(tick(2))), new Child(this, await(tick(child))));
        return done(child + " " + two + await(tick(this.name)));
    }
    @Async
    static Coroutine<String> run() { return done(await(new SelfCapturingArguments("me").all())); }
}
