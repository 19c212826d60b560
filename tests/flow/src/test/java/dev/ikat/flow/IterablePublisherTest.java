package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** An asynchronous iterable that may be iterated any number of times, as a publisher. */
public class IterablePublisherTest extends FlowPublisherVerification<Integer> {
    public IterablePublisherTest() {
        super(Sources.environment());
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return Sources.manyTimes(elements).toPublisher();
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return Sources.refusing();
    }
}
