package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** A generator that never waits, as a publisher. */
public class GeneratorPublisherTest extends FlowPublisherVerification<Integer> {
    public GeneratorPublisherTest() {
        super(Sources.environment());
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return Sources.numbers(elements).toPublisher();
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return Sources.refusing();
    }
}
