package dev.ikat.weave.plan;

/** What woven code is to be good at. */
public enum Aim {
    /** Only what is still read is kept across an await, and a method may have more bodies than one. */
    SPEED,
    /** Each line stands once in the class file, and each variable in scope keeps its value: for a debugger. */
    DEBUGGING
}
