package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** A generator that waits between its elements, as a publisher. */
public class WaitingGeneratorPublisherTest extends FlowPublisherVerification<Integer> {
    public WaitingGeneratorPublisherTest() {
        super(Sources.environment());
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return Sources.waitingNumbers(elements).toPublisher();
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return Sources.refusing();
    }
}
