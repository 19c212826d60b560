import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SynchronizedNeighbours {
    private int n; private static int shared;
    synchronized int add(int k) { n += k; if (n > 5) notifyAll(); return n; }
    static synchronized int count(int k) { shared += k; return Thread.holdsLock(SynchronizedNeighbours.class) ? shared : -1; }
    synchronized boolean held() { return Thread.holdsLock(this); }
    @Async Coroutine<Integer> both(int k) { int a = add(await(tick(k))); synchronized (this) { a += n; } return done(a + count(await(tick(k)))); }
    synchronized Coroutine<String> plain(int k) { n += k; return tick("locked" + Thread.holdsLock(this)); }
    @Async
    static Coroutine<String> run() {
        SynchronizedNeighbours o = new SynchronizedNeighbours();
        String s = "";
        for (int i = 1; i < 4; i++) s += await(o.both(i)) + "," + o.held() + Thread.holdsLock(o);
        return done(s + await(o.plain(await(tick(4)))) + o.add(0) + count(0));
    }
}
