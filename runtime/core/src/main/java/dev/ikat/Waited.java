package dev.ikat;

import java.util.Set;

/**
 * What {@link Ikat#waitFor} found at its end, in the order given.
 *
 * @param done those that have a value, have failed or were cancelled
 * @param pending those that go on
 */
public record Waited<P extends Promise<?>>(Set<P> done, Set<P> pending) {}
