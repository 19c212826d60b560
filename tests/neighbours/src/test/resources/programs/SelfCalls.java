package mocked;

import static dev.ikat.Ikat.*;
import static org.mockito.Mockito.*;

import dev.ikat.*;
import org.mockito.MockedStatic;

/** Stubs methods that the class under test awaits itself: plain final and static methods of this kind are stubbed. */
final class Ferry {
    @Async
    Coroutine<String> load(String what) {
        await(yieldNow());
        return done("real " + what);
    }

    String loadNow(String what) {
        return "real " + what;
    }

    @Async
    static Coroutine<String> quay(String what) {
        await(yieldNow());
        return done("real " + what);
    }

    static String quayNow(String what) {
        return "real " + what;
    }

    @Async
    Coroutine<String> trip() {
        return done(loadNow("plain") + ", " + await(load("woven")));
    }

    @Async
    static Coroutine<String> harbour() {
        return done(quayNow("plain") + ", " + await(quay("woven")));
    }
}

public final class SelfCalls {
    public static void main(String[] arguments) {
        Ferry ferry = spy(new Ferry());
        doReturn("stub").when(ferry).loadNow("plain");
        doReturn(Coroutine.of("stub")).when(ferry).load("woven");
        System.out.println("final: " + run(ferry.trip()));
        System.out.println("calls: " + mockingDetails(ferry).getInvocations().size());
        try (MockedStatic<Ferry> mocked = mockStatic(Ferry.class, CALLS_REAL_METHODS)) {
            mocked.when(() -> Ferry.quayNow("plain")).thenReturn("stub");
            mocked.when(() -> Ferry.quay("woven")).thenReturn(Coroutine.of("stub"));
            System.out.println("static: " + run(Ferry.harbour()));
        }
    }
}
