package dev.ikat.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does, as callbacks: for who writes protocols and wants no task, and no allocation, for each message.
 * {@link Transport} is what it talks to. Programs are simpler with the reads and writes of a {@link ByteStream}.
 *
 * <pre>
 * connected   (received | pauseWriting | resumeWriting)*   [inputEnded]   closed
 * </pre>
 *
 * <p>All are called on the loop's thread, one at a time, and must not block. What one throws breaks the connection: it is
 * reported to the loop's exception handler, the transport is aborted, and {@link #closed} gets it. Source:
 * {@code asyncio.BufferedProtocol}.
 */
public interface Protocol {
    /** The connection is there; called once, first. */
    default void connected(Transport transport) throws Exception {}

    /**
     * Bytes have come. The buffer is the loop's: it is read in place from its position to its limit, and must not be kept.
     * What is not consumed is shown again, at the front, with what comes next; it may be as much as {@link
     * Transport#setInputLimit} says.
     *
     * <p>What is written during this call goes out together when it returns.
     */
    void received(ByteBuffer data) throws Exception;

    /**
     * The peer will send no more. What was received and not consumed is dropped after this.
     *
     * @return true to keep the output open; the transport is closed otherwise, once all is sent
     */
    default boolean inputEnded() throws Exception {
        return false;
    }

    /** More is queued than the high-water mark: write no more for now. Called once until {@link #resumeWriting}. */
    default void pauseWriting() {}

    /** No more is queued than the low-water mark. */
    default void resumeWriting() {}

    /**
     * The connection is gone; called once, last, and never from within a call of the transport.
     *
     * @param error what broke it; null when either side has closed it in order, or it was aborted
     */
    default void closed(@Nullable Throwable error) {}
}
