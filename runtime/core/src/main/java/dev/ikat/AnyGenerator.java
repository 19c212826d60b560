package dev.ikat;

/**
 * What {@code emit} makes: a method that stops at each element and goes on when the next one is asked for. What {@link
 * Ikat#end()} returns, for methods of both kinds.
 */
public sealed interface AnyGenerator<T> permits Generator, AsyncGenerator {}
