package mocked;

import static org.mockito.Mockito.*;


/** Names nothing that is woven, so that the mock maker starts before the first woven class loads. */
public final class Earlier {
    public static void main(String[] arguments) {
        System.out.println(mock(Runnable.class).equals(null));
        SelfCalls.main(arguments);
    }
}
