package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** A loop over a publisher, as its subscriber, seen from outside. */
public class SubscriberBlackboxTest extends FlowSubscriberBlackboxVerification<Integer> {
    public SubscriberBlackboxTest() {
        super(Sources.environment());
    }

    @Override
    @SuppressWarnings("unchecked")
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        Consumer<Integer> consumer = new Consumer<>();
        consumer.takeAll();
        return (Flow.Subscriber<Integer>) consumer.subscriber();
    }

    @Override
    public Integer createElement(int number) {
        return number;
    }
}
