package dev.ikat.neighbours;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executable jar as Spring Boot builds it, started by its own launcher and loaded by its own class loader. */
class SpringBootTest {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    @TempDir
    Path directory;

    @Test
    void weavesClassesOfTheFatJar() throws Exception {
        fatJar(Voyage.APP, null);
        ChildJvm.weaving().run("-jar", jar()).printed(Voyage.PRINTED);
    }

    @Test
    void weavesClassesOfNestedLibraries() throws Exception {
        Path library = Voyage.APP.only(name -> !name.equals(Voyage.MAIN)).jar(directory.resolve("library.jar"));
        // package-private across two code sources of one loader
        fatJar(Voyage.APP.only(Voyage.MAIN::equals), library);
        ChildJvm.weaving().run("-jar", jar()).printed(Voyage.PRINTED);
    }

    private String jar() {
        return directory.resolve("fat.jar").toString();
    }

    private void fatJar(App app, @Nullable Path library) throws IOException {
        String launcher = "org.springframework.boot.loader.launch.JarLauncher";
        try (FatJar jar = FatJar.write(
                Path.of(jar()),
                App.manifest(
                        "Main-Class", launcher,
                        "Start-Class", Voyage.MAIN,
                        "Spring-Boot-Classes", CLASSES,
                        "Spring-Boot-Lib", LIBRARIES))) {
            jar.unpack(Jars.SPRING_BOOT_LOADER).classes(CLASSES, app).nested(LIBRARIES, Jars.RUNTIME);
            if (library != null) {
                jar.nested(LIBRARIES, library);
            }
        }
    }
}
