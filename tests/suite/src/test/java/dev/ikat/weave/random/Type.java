package dev.ikat.weave.random;

import java.util.Locale;

/** What a part of a generated program is: an expression of a Java type, or a piece of text that is none. */
enum Type {
    INT("int", "Integer", "0"),
    LONG("long", "Long", "0L"),
    DOUBLE("double", "Double", "0.0"),
    BOOL("boolean", "Boolean", "yes()"),
    STRING("String", "String", "\"\""),
    OBJECT("Object", "Object", "object()"),
    INTS("int[]", "int[]", "ints()"),
    LIST("List<Integer>", "List<Integer>", "list()"),
    /** The result of a method without one; no expression has it. */
    VOID("void", "Void", ""),
    /** A variable that holds an async lambda from int to int. */
    FUNCTION("Step", "Step", ""),
    /** A variable that holds a lambda that makes a generator of an int. */
    SOURCE("Source", "Source", ""),
    /** As SOURCE, of an asynchronous one. */
    ASYNC_SOURCE("AsyncSource", "AsyncSource", ""),
    /** A variable that holds what was caught. */
    ERROR("Throwable", "Throwable", ""),
    /** A call of a coroutine method. */
    CALL("", "", ""),
    /** A statement, or a clause of one: it may be left out. */
    STATEMENT("", "", ""),
    /** Statements in braces. */
    BLOCK("", "", "{\n}");

    static final Type[] VALUES = {INT, LONG, DOUBLE, BOOL, STRING, OBJECT, INTS, LIST};

    final String text;
    final String boxed;
    /** The shortest expression. */
    final String leaf;

    Type(String text, String boxed, String leaf) {
        this.text = text;
        this.boxed = boxed;
        this.leaf = leaf;
    }

    /** A method of {@link Probe} for values of this type: a generic one would make compilers slow. */
    String method(String prefix) {
        return prefix + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    boolean isExpression() {
        return ordinal() <= LIST.ordinal();
    }

    Tree leaf() {
        return Tree.of(this, leaf);
    }
}
