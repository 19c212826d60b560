import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;
import kilim.tools.Weaver;

/** Kilim's continuations. Its weaver goes over the folder of this program before the class with the suspensions is loaded. */
class KilimPeer {
    static class Spin extends Continuation {
        private final int times;

        Spin(int times) {
            this.times = times;
        }

        @Override
        public void execute() throws Pausable {
            for (int i = 0; i < times; i++) {
                Fiber.yield();
            }
        }
    }

    public static void main(String[] folder) throws Exception {
        Weaver.verbose = false;
        Weaver.outputDir = folder[0];
        Weaver.doMain(folder, new String[0]);
        RingPeer.print(times -> {
            Spin spin = new Spin(times);
            return () -> !spin.run();
        });
    }
}
