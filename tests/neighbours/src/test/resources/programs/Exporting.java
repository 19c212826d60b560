package voyage.open;

import static dev.ikat.Ikat.*;

import dev.ikat.*;
import voyage.hidden.Hidden;

/** Of a package that is exported; its superclass is not. */
public class Exporting extends Hidden {
    @Async
    public Coroutine<String> tell() {
        String first = await(secret(1));
        return done(first + " and " + await(secret(opened)));
    }

    public static void main(String[] arguments) {
        System.out.println(run(new Exporting().tell()));
        System.out.println(Exporting.class.getModule() + " " + Coroutine.class.getModule());
    }
}
