import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class UnicodeNames {
    record Größe(int höhe, long 幅) { @Async Coroutine<Long> fläche() { return done(höhe * await(tick(幅))); } }
    interface Été { @Async default Coroutine<String> chaud(String à) { return done("☀" + à + await(tick("é"))); } }
    enum Цвет { КРАСНЫЙ { @Async Coroutine<String> имя() { return done(name() + await(tick("🔴"))); } }; abstract Coroutine<String> имя(); }
    static int π = 3; int _x$; int $;
    @Async Coroutine<Integer> 数える(int 数) { int 合計 = 0; for (int ı = 0; ı < 数; ı++) 合計 += await(tick(π)); _x$ = 合計; $ += await(tick(_x$)); return done($ + 合計); }
    @Async static Coroutine<String> ǅungla$(String \u00e4) { String ﬁn = await(tick(ä)); return done(ﬁn + "\u00df\uD83D\uDE00" + ä); }
    @Async
    static Coroutine<String> run() { return done(await(new Größe(2, 3).fläche()) + await(new Été() {}.chaud("ça")) + await(Цвет.КРАСНЫЙ.имя()) + await(new UnicodeNames().数える(2)) + await(ǅungla$("z"))); }
}
