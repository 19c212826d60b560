package dev.ikat.weave.random;

import java.util.ArrayList;
import java.util.List;

/** What a place in a generated program can name, and what it may do. A nested place has a copy. */
final class Scope {
    record Variable(Type type, String name, boolean assignable) {}

    /**
     * Something to jump out of.
     *
     * @param label null when it has none
     * @param plain whether {@code break} without a label leaves it
     */
    record Target(String label, boolean loop, boolean plain) {}

    final List<Variable> variables = new ArrayList<>();
    final List<Target> targets = new ArrayList<>();
    Where where = Where.STATIC;
    /** What its {@code return} has, or null when it must not return. */
    Type result;

    boolean awaits = true;
    /** Whether it may emit. */
    boolean emits;
    /** What the method makes that the place is in. */
    Signature.Makes makes = Signature.Makes.COROUTINE;
    /** Whether it may lock: compilers lose the operands below a switch expression that does. */
    boolean locks = true;
    /** Whether it may try: compilers fail where a switch expression that does is an argument of a constructor. */
    boolean tries = true;
    /** Whether it may iterate what waits. */
    boolean asynchronousLoops;
    /** The expression for the argument that decreases from call to call. */
    String counter;

    /** What {@code this} is. */
    enum Where {
        STATIC,
        PROGRAM,
        SUBCLASS
    }

    Scope nested() {
        Scope copy = new Scope();
        copy.variables.addAll(variables);
        copy.targets.addAll(targets);
        copy.where = where;
        copy.result = result;
        copy.awaits = awaits;
        copy.emits = emits;
        copy.makes = makes;
        copy.locks = locks;
        copy.tries = tries;
        copy.asynchronousLoops = asynchronousLoops;
        copy.counter = counter;
        return copy;
    }

    /** As the body of a loop or switch sees it. */
    Scope inside(Target target) {
        Scope inner = nested();
        inner.targets.add(0, target);
        return inner;
    }

    /** As a place sees it out of which nothing jumps. */
    Scope closed() {
        Scope inner = nested();
        inner.targets.clear();
        inner.result = null;
        return inner;
    }

    /** As a lambda sees it. */
    Scope captured(boolean awaiting, Type returned) {
        Scope inner = closed();
        inner.variables.removeIf(it -> it.assignable || it.type == Type.ERROR);
        inner.awaits = awaiting;
        inner.emits = false;
        inner.makes = Signature.Makes.COROUTINE;
        inner.locks = true;
        inner.tries = true;
        inner.result = returned;
        return inner;
    }

    /** As the argument of a constructor sees it. */
    Scope constructing() {
        Scope inner = nested();
        inner.tries = false;
        return inner;
    }

    Scope withoutAwaits() {
        Scope inner = nested();
        inner.awaits = false;
        inner.emits = false;
        return inner;
    }

    void declare(Type type, String name, boolean assignable) {
        variables.add(new Variable(type, name, assignable));
    }

    List<Variable> variables(Type type) {
        return variables.stream().filter(it -> it.type == type).toList();
    }

    List<Variable> assignable(Type type) {
        return variables.stream().filter(it -> it.type == type && it.assignable).toList();
    }
}
