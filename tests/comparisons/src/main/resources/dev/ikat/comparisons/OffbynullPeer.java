import com.offbynull.coroutines.instrumenter.InstrumentationSettings;
import com.offbynull.coroutines.instrumenter.Instrumenter;
import com.offbynull.coroutines.instrumenter.asm.ClassResourceClassInformationRepository;
import com.offbynull.coroutines.instrumenter.generators.DebugGenerators.MarkerType;
import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import com.offbynull.coroutines.user.CoroutineRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The coroutines of offbynull. The class with the suspensions is instrumented where it lies, before it is loaded. */
class OffbynullPeer {
    static class Spin implements Coroutine {
        private final int times;

        Spin(int times) {
            this.times = times;
        }

        @Override
        public void run(Continuation continuation) {
            for (int i = 0; i < times; i++) {
                continuation.suspend();
            }
        }
    }

    public static void main(String[] folder) throws Exception {
        Path file = Paths.get(folder[0], "OffbynullPeer$Spin.class");
        Instrumenter instrumenter = new Instrumenter(
                new ClassResourceClassInformationRepository(OffbynullPeer.class.getClassLoader()));
        InstrumentationSettings settings = new InstrumentationSettings(MarkerType.NONE, false, false);
        Files.write(file, instrumenter.instrument(Files.readAllBytes(file), settings).getInstrumentedClass());
        RingPeer.print(times -> new CoroutineRunner(new Spin(times))::execute);
    }
}
