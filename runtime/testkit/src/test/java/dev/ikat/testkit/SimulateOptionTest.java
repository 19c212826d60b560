package dev.ikat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acme.Lottery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent's option, in JVMs of their own: a program that depends on the world, with each of its values and without. */
class SimulateOptionTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static String run(String options) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        JAVA.toString(),
                        "-javaagent:" + System.getProperty("ikat.agent.jar") + "=" + options,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lottery.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static int lineOf(String code) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/acme/Lottery.java"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(code)) {
                return i + 1;
            }
        }
        throw new AssertionError(code);
    }

    @Test
    void redirectedAProgramGoesTheSameWayAgain() throws Exception {
        assertThat(run("simulate=redirect"))
                .contains("elsewhere simulated", "found in try ", " wins after PT1H")
                .endsWith("true\n".repeat(10));
    }

    @Test
    void reportedItFailsWhereItAsksInThesePackages() throws Exception {
        String place = "acme.Lottery.draw(Lottery.java:" + lineOf("begin = Instant.now()") + ")";
        assertThat(run("speed,simulate=report,packages=org.shop:acme"))
                .contains(
                        "elsewhere real", "found in try 1,", "a real clock is read in a simulation, at " + place + ": ")
                .doesNotContain("true");
    }

    @Test
    void withoutItTheFailureSaysWhichCallsThereAre() throws IOException {
        assertThatThrownBy(() -> Simulation.explore(() -> Lottery.once()).run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("went another way")
                .hasMessageContaining("Instant.now (Lottery.java:" + lineOf("begin = Instant.now()") + "), ")
                .hasMessageContaining("UUID.randomUUID (Lottery.java:" + lineOf("UUID.randomUUID()") + "), ")
                .hasMessageContaining("Math.random (Lottery.java:" + lineOf("Math.random()") + "), ")
                .hasMessageContaining("simulate=redirect");
    }
}
