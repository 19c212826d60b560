package dev.ikat;

import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.end;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each generator method has its class, as long as the method is there; and goes without where there can be none. */
class SpecialisedGeneratorTest {
    /** Loaded again, by loaders of our own. */
    public static final class Program {
        private Program() {}

        @Async
        public static Generator<String> twice(String element) {
            emit(element);
            emit(element);
            return end();
        }

        @Async
        static Generator<String> once(String element) {
            emit(element);
            return end();
        }
    }

    /** Defines what the class path has of our packages anew, but for what is shared; has no resource of the name withheld. */
    private static final class Anew extends URLClassLoader {
        private final boolean sharesRuntime;
        private final String withheld;

        Anew(boolean sharesRuntime, String withheld) throws MalformedURLException {
            super(classPath(), Anew.class.getClassLoader());
            this.sharesRuntime = sharesRuntime;
            this.withheld = withheld;
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = sharesRuntime ? name.equals(Program.class.getName()) : name.startsWith("dev.ikat.");
            if (!ours) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.endsWith(withheld) ? null : super.getResourceAsStream(name);
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.endsWith(withheld) ? null : super.getResource(name);
        }
    }

    private static Object twice(ClassLoader loader) throws ReflectiveOperationException {
        return loader.loadClass(Program.class.getName())
                .getMethod("twice", String.class)
                .invoke(null, "x");
    }

    private static List<Object> elements(Object generator) {
        List<Object> all = new ArrayList<>();
        ((Iterable<?>) generator).forEach(all::add);
        return all;
    }

    @Test
    void eachMethodHasItsClass() {
        Class<?> ofTwice = Program.twice("x").getClass();
        assertThat(ofTwice).isSameAs(Program.twice("y").getClass());
        assertThat(ofTwice.isHidden()).isTrue();
        assertThat(ofTwice.getPackage()).isEqualTo(Generator.class.getPackage());
        assertThat(Program.once("x").getClass().isHidden()).isTrue();
        assertThat(ofTwice).isNotSameAs(Program.once("x").getClass());
    }

    /** As in a native image, which has no class files, and cannot define classes. */
    @Test
    void withoutTheClassFileItIsOfTheSharedClass() throws Exception {
        try (Anew loader = new Anew(false, "/SpecialisedGenerator.class")) {
            Object generator = twice(loader);
            assertThat(generator.getClass().getName()).isEqualTo("dev.ikat.GeneratorRun");
            assertThat(generator.getClass().getClassLoader()).isSameAs(loader);
            assertThat(elements(generator)).containsExactly("x", "x");
        }
    }

    @Test
    void theClassGoesWithTheMethod() throws Exception {
        WeakReference<Class<?>> unloaded = used();
        for (int round = 0; round < 50 && unloaded.get() != null; round++) {
            System.gc();
        }
        assertThat(unloaded.get()).isNull();
    }

    private static WeakReference<Class<?>> used() throws IOException, ReflectiveOperationException {
        try (Anew loader = new Anew(true, "nothing")) {
            Object generator = twice(loader);
            assertThat(generator).isInstanceOf(Generator.class);
            assertThat(elements(generator)).containsExactly("x", "x");
            return new WeakReference<>(generator.getClass());
        }
    }
}
