import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecursiveGenerics {
    static abstract class Node<S extends Node<S>> implements Comparable<S> {
        final List<S> kids = new ArrayList<>(); int value;
        abstract S self();
        @Async Coroutine<S> with(int v) { value = await(tick(v)); return done(self()); }
        @Async @SafeVarargs final Coroutine<S> add(S... more) { for (S s : more) { kids.add(s); await(tick(s.value)); } return done(self()); }
        public int compareTo(S o) { return value - o.value; }
        @Async <R extends Node<R>> Coroutine<R> pass(R r, S s) { r.value += s.value; return done(await(r.with(r.value + await(tick(s.compareTo(self())))))); }
    }
    static class Tree extends Node<Tree> { Tree self() { return this; } String name = "tree"; @Override @Async Coroutine<Tree> with(int v) { return done(await(super.with(v * 2))); } }
    static class Other extends Node<Other> { Other self() { return this; } }
    @Async
    static Coroutine<String> run() {
        Tree t = await(new Tree().with(3));
        Other o = await(t.pass(new Other(), await(await(new Tree().with(1)).add(t, new Tree()))));
        return done(await(t.with(5)).name + t.value + " " + o.value + await(t.add(t)).kids.size());
    }
}
