package missing;

import static dev.ikat.Ikat.*;

import dev.ikat.*;

class Engine {
    String start() {
        return "running";
    }
}

interface Radio {
    default String call() {
        return "mayday";
    }
}

/** Cannot be loaded where the engine is missing. */
class Motorboat extends Engine implements Radio {
    @Async
    Coroutine<String> go() {
        await(yieldNow());
        return done(start() + call());
    }
}

/** Loaded with the rest; its own method is verified only where it is called. */
class Yard {
    static Engine engine() {
        return new Engine();
    }

    static Radio radio() {
        return new Radio() {};
    }
}

/** Meets a class that cannot be loaded, and goes on. */
class Refit {
    @Async
    static Coroutine<String> refit() {
        try {
            return done(await(new Motorboat().go()));
        } catch (NoClassDefFoundError error) {
            await(yieldNow());
            return done("no motorboat");
        }
    }

    public static void main(String[] arguments) {
        System.out.println(run(refit()));
    }
}

/** Names the missing types in its methods, keeps them over awaits, joins them, and needs them on no path it takes. */
public final class Missing {
    @Async
    static Coroutine<String> cross(boolean motor) {
        Engine engine = null;
        Radio radio = null;
        if (motor) {
            engine = Yard.engine();
            radio = Yard.radio();
        }
        Object either = motor ? engine : radio;
        await(yieldNow());
        String how = engine == null ? "sailing" : engine.start();
        await(yieldNow());
        return done(radio == null ? how + " " + either : radio.call());
    }

    public static void main(String[] arguments) {
        System.out.println(run(cross(false)));
    }
}
