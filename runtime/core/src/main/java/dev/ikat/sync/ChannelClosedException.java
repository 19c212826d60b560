package dev.ikat.sync;

/** A send on a {@link Channel} that was closed, or a receive once it is empty. */
public final class ChannelClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Channel<?> channel;

    ChannelClosedException(Channel<?> channel) {
        super("the channel was closed; nothing can be sent any more, and nothing is left to receive");
        this.channel = channel;
    }

    /** Which one; for a select over several. */
    public Channel<?> channel() {
        return channel;
    }
}
