package dev.ikat.compiler.rules;

import com.sun.source.util.TreePath;

/** Where a rule says what it found. */
@FunctionalInterface
public interface Findings {
    /** What is wrong with a tree, and what to write instead. */
    void report(TreePath where, String message);
}
