package mocked;

import static dev.ikat.Ikat.*;
import static java.time.Duration.ofMillis;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.*;

import dev.ikat.*;
import org.mockito.MockedStatic;

interface Forecast {
    @Async
    default Coroutine<String> tomorrow() {
        await(yieldNow());
        return done("default " + name());
    }

    String name();
}

/** A class that only the inline mock maker can mock. */
final class Station implements Forecast {
    private int asked;

    @Override
    public String name() {
        return "station";
    }

    @Async
    Coroutine<String> fetch(String place) {
        asked++;
        await(sleep(ofMillis(1)));
        return done("real " + place + " " + asked);
    }

    @Async
    Coroutine<String> twice(String place) {
        String first = await(fetch(place));
        return done(first + ", " + await(fetch(place)));
    }

    @Async
    static Coroutine<String> fixed(String place) {
        await(yieldNow());
        return done("fixed " + place);
    }

    @Async
    Coroutine<String> usesFixed() {
        return done(await(fixed("own")) + "!");
    }
}

public final class Mocked {
    /** A mock answers at once with what it was told. */
    static void mocks() {
        Station station = mock(Station.class);
        when(station.fetch("Oslo")).thenReturn(Coroutine.of("rain"));
        System.out.println("mock: " + run(station.fetch("Oslo")));
        System.out.println("unstubbed: " + station.fetch("Bergen"));
        verify(station).fetch("Oslo");
        when(station.fetch(anyString())).thenAnswer(call -> Coroutine.of("sun in " + call.getArgument(0)));
        System.out.println("answer: " + run(station.fetch("Rome")));
    }

    /** A spy runs the woven method, and suspends. */
    static void spies() {
        Station station = spy(new Station());
        System.out.println("spy: " + run(station.twice("Oslo")));
        verify(station).twice("Oslo");
        doReturn(Coroutine.of("stub")).when(station).fetch("Bergen");
        System.out.println("stubbed spy: " + run(station.fetch("Bergen")));
        Forecast forecast = mock(Forecast.class);
        when(forecast.name()).thenReturn("mocked");
        when(forecast.tomorrow()).thenCallRealMethod();
        System.out.println("interface: " + run(forecast.tomorrow()));
    }

    static void statics() {
        try (MockedStatic<Station> mocked = mockStatic(Station.class)) {
            mocked.when(() -> Station.fixed("x")).thenReturn(Coroutine.of("mocked x"));
            System.out.println("static: " + run(Station.fixed("x")));
            System.out.println("other argument: " + Station.fixed("y"));
            mocked.when(() -> Station.fixed("z")).thenCallRealMethod();
            System.out.println("real: " + run(Station.fixed("z")));
        }
        System.out.println("after: " + run(Station.fixed("x")) + ", " + run(new Station().usesFixed()));
    }

    /** Objects that the mock maker has not made go on unharmed, also one that waits while its class is changed. */
    static void others() {
        System.out.println("other: " + run(around()));
    }

    @Async
    static Coroutine<String> around() {
        Task<String> waiting = start(new Station().twice("before"));
        await(yieldNow());
        Station mock = mock(Station.class);
        when(mock.fetch("x")).thenReturn(Coroutine.of("y"));
        return done(await(waiting) + ", " + await(mock.fetch("x")));
    }

    public static void main(String[] arguments) {
        others();
        mocks();
        spies();
        statics();
    }
}
