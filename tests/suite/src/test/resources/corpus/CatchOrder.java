import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CatchOrder {
    @Async
    static Coroutine<String> run() {
        String s = "";
        List<Throwable> all = List.of(new java.io.FileNotFoundException("f"), new java.io.IOException("io"), new NumberFormatException("n"), new IllegalArgumentException("a"), new ArithmeticException("m"), new AssertionError("e"), new StackOverflowError("o"));
        for (Throwable t : all) {
            try {
                try {
                    throw await(tick(t));
                } catch (java.io.FileNotFoundException e) {
                    s += "1" + await(tick(e.getMessage()));
                } catch (java.io.IOException e) {
                    s += "2" + await(tick(e.getMessage()));
                } catch (NumberFormatException e) {
                    s += "3" + await(tick(e.getMessage()));
                    throw e;
                } catch (IllegalArgumentException e) {
                    s += "4" + await(tick(e.getMessage()));
                } catch (RuntimeException e) {
                    s += "5" + await(tick(e.getMessage()));
                } catch (AssertionError e) {
                    s += "6" + await(tick(e.getMessage()));
                }
            } catch (IllegalArgumentException e) {
                s += "7" + await(tick(e.getMessage()));
            } catch (Throwable e) {
                s += "8" + await(tick(e.getMessage()));
            }
        }
        return done(s);
    }
}
