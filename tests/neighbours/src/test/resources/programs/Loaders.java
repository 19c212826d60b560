import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;

/** Loads the application, which is not on the class path, through loaders of its own kinds. */
public class Loaders {
    /** Looks into its own places before it asks its parent, and notes what it was asked for. */
    static class ChildFirst extends URLClassLoader {
        final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

        ChildFirst(String... places) throws IOException {
            super(urls(places), Loaders.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException notHere) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }

    /** The same, of which several threads may load different classes at once. */
    static class Parallel extends ChildFirst {
        static {
            ClassLoader.registerAsParallelCapable();
        }

        Parallel(String... places) throws IOException {
            super(places);
        }
    }

    static URL[] urls(String... places) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String place : places) {
            urls.add(Path.of(place).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    static void main(ClassLoader loader, String name) throws Exception {
        Method main = Class.forName(name, true, loader).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) new String[0]);
    }

    /** Child-first for the application alone; the runtime is the parent's. */
    static void application(String app) throws Exception {
        ChildFirst loader = new ChildFirst(app);
        main(loader, "voyage.Voyage");
        System.out.println(Class.forName("voyage.Voyage", false, loader).getClassLoader() == loader);
    }

    /** Application and runtime twice, at the same time, in two threads. */
    static void isolated(String app, String runtime) throws Exception {
        ChildFirst[] loaders = {new ChildFirst(app, runtime), new ChildFirst(app, runtime)};
        CyclicBarrier together = new CyclicBarrier(loaders.length);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (ChildFirst loader : loaders) {
            Thread thread = new Thread(() -> {
                try {
                    together.await();
                    main(loader, "voyage.Voyage");
                } catch (Throwable error) {
                    failures.add(error);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        failures.forEach(Throwable::printStackTrace);
        System.out.println(Class.forName("dev.ikat.Task", false, loaders[0])
                != Class.forName("dev.ikat.Task", false, loaders[1]));
    }

    /** Many threads load all classes at once, each thread beginning with another; none initialises them. */
    static void parallel(String app) throws Exception {
        Parallel loader = new Parallel(app);
        List<String> names = new ArrayList<>();
        for (File file : new File(app, "voyage").listFiles()) {
            names.add("voyage." + file.getName().replace(".class", ""));
        }
        CyclicBarrier together = new CyclicBarrier(names.size());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> order = new ArrayList<>(names);
            Collections.rotate(order, i);
            Thread thread = new Thread(() -> {
                try {
                    together.await();
                    for (String name : order) {
                        loader.loadClass(name);
                    }
                } catch (Throwable error) {
                    failures.add(error);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        failures.forEach(Throwable::printStackTrace);
        main(loader, "voyage.Voyage");
    }

    /** Says of which classes of a package the loader was asked while the one program ran, then runs the other. */
    static void asked(String app, String first, String second) throws Exception {
        ChildFirst loader = new ChildFirst(app);
        main(loader, first);
        loader.asked.removeIf(name -> !name.startsWith("missing."));
        System.out.println(loader.asked);
        main(loader, second);
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "application" -> application(arguments[1]);
            case "isolated" -> isolated(arguments[1], arguments[2]);
            case "parallel" -> parallel(arguments[1]);
            default -> asked(arguments[1], arguments[2], arguments[3]);
        }
    }
}
