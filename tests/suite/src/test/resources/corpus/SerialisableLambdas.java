import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.io.*;

class SerialisableLambdas {
    interface Op extends Serializable { Coroutine<String> apply(String s); }
    @Async
    static Coroutine<String> run() throws Exception {
        int n = await(tick(3));
        Op op = s -> done(s + await(tick(n)));
        Op reference = SerialisableLambdas::twice;
        Op intersection = (Op & Comparable<String>) null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(op);
            out.writeObject(reference);
        }
        String s = "";
        ClassLoader loader = SerialisableLambdas.class.getClassLoader();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override protected Class<?> resolveClass(ObjectStreamClass c) throws ClassNotFoundException { return Class.forName(c.getName(), false, loader); }
        }) {
            s += await(((Op) in.readObject()).apply("a")) + await(((Op) in.readObject()).apply("b"));
        }
        return done(s + intersection);
    }
    @Async static Coroutine<String> twice(String s) { return done(s + await(tick(s))); }
}
