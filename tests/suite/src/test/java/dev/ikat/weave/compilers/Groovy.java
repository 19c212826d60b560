package dev.ikat.weave.compilers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;

/** Compiles Groovy sources in memory. */
final class Groovy {
    private static final String IMPORTS = """
            import static dev.ikat.Ikat.*
            import static dev.ikat.weave.corpus.Corpus.*

            import dev.ikat.*
            import groovy.transform.CompileStatic

            """;

    private Groovy() {}

    /** The class files of a file with the usual imports, by class name. */
    static Map<String, byte[]> compile(String declarations) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setTargetBytecode(CompilerConfiguration.JDK17);
        CompilationUnit unit = new CompilationUnit(configuration);
        unit.addSource("Case.groovy", IMPORTS + declarations);
        unit.compile(Phases.CLASS_GENERATION);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        unit.getClasses().forEach(each -> classes.put(each.getName(), each.getBytes()));
        return classes;
    }
}
