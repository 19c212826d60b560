package dev.ikat.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests that are to fail. */
public final class Failures {
    private Failures() {}

    /** What the tests of a class failed with, by their names. */
    public static Map<String, Throwable> of(Class<?> tests) {
        Map<String, Throwable> failed = new TreeMap<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable()
                                        .ifPresent(error ->
                                                failed.put(test.getDisplayName().replaceAll("\\W", ""), error));
                            }
                        });
        return failed;
    }
}
