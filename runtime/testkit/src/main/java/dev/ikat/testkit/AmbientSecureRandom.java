package dev.ikat.testkit;

import java.security.SecureRandom;

/** In the place of a {@link SecureRandom}, for generated code only: it draws the simulation's numbers where one runs on the thread. */
public final class AmbientSecureRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    /** As the JDK's. */
    public AmbientSecureRandom() {}

    /** As the JDK's. */
    public AmbientSecureRandom(byte[] seed) {
        super(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        Simulation simulation = Ambient.chancy();
        if (simulation == null) {
            super.nextBytes(bytes);
        } else {
            simulation.random().nextBytes(bytes);
        }
    }

    @Override
    public double nextGaussian() {
        Simulation simulation = Ambient.chancy();
        return simulation == null ? super.nextGaussian() : simulation.random().nextGaussian();
    }
}
