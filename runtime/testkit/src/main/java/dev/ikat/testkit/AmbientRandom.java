package dev.ikat.testkit;

import java.util.Random;

/**
 * In the place of a {@link Random}, for generated code only: without a seed it draws the simulation's numbers where one runs on the thread,
 * also when it was made before. With a seed it is one as any other.
 */
public final class AmbientRandom extends Random {
    private static final long serialVersionUID = 1;

    private boolean seeded;

    /** Without a seed. */
    public AmbientRandom() {
        seeded = false; // the superclass's constructor has called setSeed
    }

    /** With a seed. */
    public AmbientRandom(long seed) {
        super(seed);
    }

    @Override
    public synchronized void setSeed(long seed) {
        super.setSeed(seed);
        seeded = true;
    }

    @Override
    protected int next(int bits) {
        Simulation simulation = seeded ? null : Ambient.chancy();
        return simulation == null ? super.next(bits) : simulation.random().nextInt() >>> (Integer.SIZE - bits);
    }

    /** The superclass keeps one for the next call, which may be of another simulation. */
    @Override
    public synchronized double nextGaussian() {
        Simulation simulation = seeded ? null : Ambient.chancy();
        return simulation == null ? super.nextGaussian() : simulation.random().nextGaussian();
    }
}
