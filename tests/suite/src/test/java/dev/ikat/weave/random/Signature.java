package dev.ikat.weave.random;

import java.util.List;

/** A generated coroutine method as its callers see it; its first parameter, {@code int n}, decreases from call to call. */
record Signature(String name, List<Type> parameters, Type result, Kind kind) {
    enum Kind {
        STATIC,
        PRIVATE,
        /** Overridden by the subclass. */
        VIRTUAL
    }

    Signature(String name, List<Type> parameters, Type result, Kind kind) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.result = result;
        this.kind = kind;
    }
}
