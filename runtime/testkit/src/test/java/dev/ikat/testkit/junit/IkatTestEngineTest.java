package dev.ikat.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.ikat.testkit.SimulationFailure;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The engine is run by the JUnit platform as any build tool runs it. */
class IkatTestEngineTest {
    private final Map<String, Object> ended = new TreeMap<>();
    private String uniqueId = "";

    @BeforeEach
    void empty() {
        Cases.LOG.clear();
    }

    private void run(DiscoverySelector selector, String... parameters) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector);
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        LauncherDiscoveryRequest built = request.build();
        LauncherFactory.create().execute(built, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    uniqueId = test.getUniqueId();
                    synchronized (ended) {
                        ended.put(
                                test.getDisplayName(),
                                result.getThrowable().<Object>map(each -> each).orElse("passed"));
                    }
                }
            }

            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                ended.put(test.getDisplayName(), "skipped");
            }
        });
    }

    @Test
    void testsAreFoundAndRunWithWhatGoesAroundThem() {
        run(selectClass(Cases.Passing.class));
        assertThat(ended)
                .containsOnly(
                        Map.entry("awaits", "passed"),
                        Map.entry("sleepsForAYear", "passed"),
                        Map.entry("triesAllOrdersOfTwo", "passed"),
                        Map.entry("isLeftOut", "skipped"));
        assertThat(Cases.LOG)
                .containsExactlyInAnyOrder(
                        "[open, awaits] closed",
                        "[open, slept true] closed",
                        "[open, slept true] closed",
                        "[open, slept true] closed",
                        "[open, a, b] closed",
                        "[open, b, a] closed");
    }

    @Test
    void oneIsRunByItsMethodAndAgainByItsId() {
        run(selectMethod(Cases.Passing.class, "awaits"));
        assertThat(ended).containsOnlyKeys("awaits");
        run(selectUniqueId(uniqueId));
        assertThat(Cases.LOG).containsExactly("[open, awaits] closed", "[open, awaits] closed");
    }

    @Test
    void whatMayLeakPasses() {
        run(selectClass(Cases.Leaking.class));
        assertThat(ended).containsOnly(Map.entry("mayLeaveATask", "passed"), Map.entry("mayLeaveATimer", "passed"));
    }

    @Test
    void failuresSayWhatHappened() {
        run(selectClass(Cases.Failing.class), "ikat.parallel.enabled", "true");
        assertThat(ended.get("throwsAfterAnAwait"))
                .isInstanceOfSatisfying(
                        IllegalStateException.class, error -> assertThat(error).hasMessage("as expected"));
        assertThat(ended.get("leavesATask").toString())
                .contains("left 1 task: await it")
                .contains("forgotten");
        assertThat(ended.get("leavesATimer").toString()).contains("left 1 timer, the next one due in PT1H");
        assertThat(ended.get("keepsAPermit").toString()).contains("\"permits\": it was 1 and is 0");
        assertThat(ended.get("neverEnds").toString()).contains("the test took longer than PT1S");
        assertThat(ended.get("wantsTooMuch").toString()).contains("has a parameter of class java.lang.String");
        assertThat(ended.get("dependsOnTheOrder")).isInstanceOf(SimulationFailure.class);
        assertThat(ended.get("dependsOnTheOrder").toString()).contains("Simulation.replay(\"");
        assertThat(ended.get("dependsOnTheOrderForSure").toString()).contains("found in try 2,");
        assertThat(ended.get("dependsOnAFault").toString()).contains("question 0: a fault at here");
        assertThat(ended.get("replays").toString()).contains("[set before it is read]");
    }
}
