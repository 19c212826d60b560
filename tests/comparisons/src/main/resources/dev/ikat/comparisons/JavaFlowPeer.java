import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.function.BooleanSupplier;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;
import org.apache.commons.javaflow.providers.core.ContinuableClassTransformationFactory;
import org.apache.commons.javaflow.spi.ClasspathResourceLoader;

/** The continuations of Tascalate JavaFlow. The class with the suspensions is woven where it lies, before it is loaded. */
class JavaFlowPeer {
    static class Spin implements Runnable {
        private final int times;

        Spin(int times) {
            this.times = times;
        }

        @Override
        public @continuable void run() {
            for (int i = 0; i < times; i++) {
                Continuation.suspend();
            }
        }
    }

    /** Each resume gives the continuation that is next; each is resumed once, which it is told, as that is its fastest way. */
    static class Running implements BooleanSupplier {
        private Continuation next;

        Running(int times) {
            next = Continuation.startSuspendedWith(new Spin(times), true);
        }

        @Override
        public boolean getAsBoolean() {
            next = next.resume();
            return next != null;
        }
    }

    public static void main(String[] folder) throws Exception {
        Path file = Paths.get(folder[0], "JavaFlowPeer$Spin.class");
        ClasspathResourceLoader classes = new ClasspathResourceLoader(JavaFlowPeer.class.getClassLoader());
        byte[] woven = new ContinuableClassTransformationFactory()
                .createTransformer(classes)
                .transform(Files.readAllBytes(file));
        Files.write(file, woven);
        RingPeer.print(Running::new);
    }
}
