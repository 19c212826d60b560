package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** A loop over a publisher that requests elements ahead, as its subscriber, seen from outside. */
public class WindowBlackboxTest extends FlowSubscriberBlackboxVerification<Integer> {
    public WindowBlackboxTest() {
        super(Sources.environment());
    }

    @Override
    @SuppressWarnings("unchecked")
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        Consumer<Integer> consumer = new Consumer<>();
        consumer.takeAll(16);
        return (Flow.Subscriber<Integer>) consumer.subscriber();
    }

    @Override
    public Integer createElement(int number) {
        return number;
    }
}
