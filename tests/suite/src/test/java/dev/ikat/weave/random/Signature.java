package dev.ikat.weave.random;

import java.util.List;

/** A generated method as its callers see it: what it makes, and of what; its first parameter, {@code int n}, decreases from call to call. */
record Signature(String name, List<Type> parameters, Type result, Kind kind, Makes makes) {
    /** What a call makes. */
    enum Makes {
        COROUTINE("Coroutine<%s>", "done"),
        /** Its elements are objects, and so is its end value. */
        GENERATOR("Generator<Object>", "end"),
        ASYNC_GENERATOR("AsyncGenerator<Object>", "end");

        private final String type;
        /** What makes the value of a return. */
        final String end;

        Makes(String type, String end) {
            this.type = type;
            this.end = end;
        }

        /** The Java type, of a result. */
        String type(Type result) {
            return type.formatted(result.boxed);
        }

        boolean awaits() {
            return this != GENERATOR;
        }

        boolean emits() {
            return this != COROUTINE;
        }
    }

    enum Kind {
        STATIC,
        PRIVATE,
        /** Overridden by the subclass. */
        VIRTUAL
    }

    Signature(String name, List<Type> parameters, Type result, Kind kind, Makes makes) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.result = result;
        this.kind = kind;
        this.makes = makes;
    }
}
