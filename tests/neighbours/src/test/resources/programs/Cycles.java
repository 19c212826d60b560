package cycles;

import static dev.ikat.Ikat.*;

import dev.ikat.*;

class Parent {
    static final Child CHILD = new Child();

    @Async
    Coroutine<String> call(Child child, int depth) {
        await(yieldNow());
        Parent next = depth > 2 ? this : child;
        return depth == 0 ? done("end") : done("parent " + await(next.call(CHILD, depth - 1)));
    }
}

class Child extends Parent {
    static final Grandchild GRANDCHILD = new Grandchild();

    @Override
    @Async
    Coroutine<String> call(Child child, int depth) {
        Child next = GRANDCHILD;
        await(yieldNow());
        return done("child " + await(super.call(next, depth)));
    }
}

class Grandchild extends Child {
    @Async
    Coroutine<String> own() {
        return done("grand" + await(call(this, 1)));
    }
}

class Left extends Right0 {
    @Async
    static Coroutine<String> call() {
        await(yieldNow());
        return done("never");
    }
}

class Right0 {}

class Loader extends ClassLoader {
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        // a loader that is woven itself, and runs a loop of its own while a class is being loaded
        throw new ClassNotFoundException(run(why(name)));
    }

    @Async
    private Coroutine<String> why(String name) {
        await(yieldNow());
        return done("none of " + name);
    }
}

public final class Cycles {
    public static void main(String[] arguments) throws Exception {
        System.out.println(run(new Grandchild().own()));
        System.out.println(run(new Parent().call(Parent.CHILD, 3)));
        try {
            new Loader().loadClass("cycles.Nowhere");
        } catch (ClassNotFoundException error) {
            System.out.println(error.getMessage());
        }
        try {
            Class.forName("cycles.Left");
        } catch (ClassCircularityError error) {
            System.out.println("circular " + error.getMessage());
        }
    }
}
