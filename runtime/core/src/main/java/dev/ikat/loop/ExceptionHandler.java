package dev.ikat.loop;

/**
 * Takes the errors that no code could catch: those of callbacks, and those that the layer above reports. What a handler
 * throws goes, with the first error, to the default handler, which logs through the {@link System.Logger} named
 * {@code dev.ikat.loop}.
 */
@FunctionalInterface
public interface ExceptionHandler {
    /** Called on the thread that met the error, which is nearly always the loop's. It must not block. */
    void handle(EventLoop loop, ErrorContext context);
}
