package dev.ikat.agent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code weave [-cp <class path>] <folder or jar>...}: weaves the class files in folders and jars in place. What fails stays as
 * it was, and the others are woven nevertheless; a second run finds nothing to do and changes nothing.
 */
final class WeaveCommand {
    static final int DONE = 0;
    /** A method cannot be woven: it throws the reason when it is called. */
    static final int REFUSED = 1;
    /** The command line is wrong, or a file cannot be read or written. */
    static final int FAILED = 2;

    private static final String USAGE =
            "usage: java -jar ikat-agent.jar weave [-cp <class path>] <folder of class files, or jar>...";

    private final List<Path> targets = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    private WeaveCommand() {}

    /** Returns the exit code; what went wrong is printed. */
    static int run(String... arguments) {
        WeaveCommand command = new WeaveCommand();
        String mistake = command.parse(arguments);
        if (!mistake.isEmpty()) {
            System.err.println("[ikat] " + mistake);
            System.err.println(USAGE);
            return FAILED;
        }
        command.weave();
        return command.outcome.exitCode();
    }

    /** What is wrong with the arguments; empty when nothing is. */
    private String parse(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("weave")) {
            return arguments.length == 0 ? "no command is given" : "there is no command \"" + arguments[0] + "\"";
        }
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean isClassPath = argument.equals("-cp") || argument.equals("--class-path");
            if (argument.startsWith("-") && !isClassPath) {
                return "weave has no option \"" + argument + "\"";
            }
            if (isClassPath && ++i == arguments.length) {
                return "behind " + argument + " there must be a class path";
            }
            try {
                add(arguments[i], isClassPath);
            } catch (InvalidPathException error) {
                return "\"" + arguments[i] + "\" is no path: " + error.getReason();
            }
        }
        return targets.isEmpty() ? "weave needs a folder of class files, or a jar" : "";
    }

    private void add(String argument, boolean isClassPath) {
        if (isClassPath) {
            for (String each : argument.split(Pattern.quote(File.pathSeparator))) {
                classPath.add(Path.of(each));
            }
        } else {
            targets.add(Path.of(argument));
        }
    }

    /** Each target sees the classes of all, and of the class path. */
    private void weave() {
        List<Path> seen = new ArrayList<>(targets);
        seen.addAll(classPath);
        ClassPath others = new ClassPath(seen);
        for (Path target : targets) {
            try {
                weave(target, others);
            } catch (IOException | UncheckedIOException error) {
                outcome.failed(target.toString(), error);
            }
        }
    }

    private void weave(Path target, ClassPath others) throws IOException {
        if (Files.isDirectory(target)) {
            new DirectoryWeaver(target, others, outcome).weave();
        } else if (Files.isRegularFile(target)) {
            new JarWeaver(target, others, outcome).weave();
        } else {
            throw new NoSuchFileException("there is no such folder or jar");
        }
    }
}
