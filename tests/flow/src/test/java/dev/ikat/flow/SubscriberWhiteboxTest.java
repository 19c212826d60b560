package dev.ikat.flow;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/** An iteration of a publisher, as its subscriber, which the tests let take elements and leave. */
public class SubscriberWhiteboxTest extends FlowSubscriberWhiteboxVerification<Integer> {
    public SubscriberWhiteboxTest() {
        super(Sources.environment());
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        Consumer<Integer> consumer = new Consumer<>();
        consumer.takeAllowed();
        return new Probed(consumer, (Flow.Subscriber<Integer>) consumer.subscriber(), probe);
    }

    @Override
    public Integer createElement(int number) {
        return number;
    }

    /** Tells the probe of each signal once the subscriber has it. */
    private record Probed(
            Consumer<Integer> consumer, Flow.Subscriber<Integer> subscriber, WhiteboxSubscriberProbe<Integer> probe)
            implements Flow.Subscriber<Integer>, SubscriberPuppet {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
            probe.registerOnSubscribe(this);
        }

        @Override
        public void onNext(Integer element) {
            subscriber.onNext(element);
            probe.registerOnNext(element);
        }

        @Override
        public void onError(Throwable error) {
            subscriber.onError(error);
            probe.registerOnError(error);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
            probe.registerOnComplete();
        }

        @Override
        public void triggerRequest(long elements) {
            consumer.allow(elements);
        }

        @Override
        public void signalCancel() {
            consumer.leave();
        }
    }
}
