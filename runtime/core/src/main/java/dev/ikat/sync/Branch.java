package dev.ikat.sync;

/**
 * A case in one run of a select.
 *
 * <pre>
 * made --ready at once--> commitNow
 *   '--await--> waiting --select.win--> won --its task goes on--> commit
 *                  |                     '----cancelled---------> giveUp
 *                  '--another one won, or cancelled--> withdraw
 * </pre>
 */
abstract class Branch<R> {
    /** What is done once and for all comes before every channel. */
    static final long FIRST = -1;

    final Selecting<?> select;

    Branch(Selecting<?> select) {
        this.select = select;
    }

    /** Whether it can be committed now, without overtaking anybody. */
    abstract boolean isReady();

    /** The least of those that are ready is chosen. */
    abstract long order();

    /** Only when it is ready: does it. */
    abstract R commitNow();

    /** From now on it tells the select when its time has come. */
    abstract void await();

    /** The select does not want it any more. */
    abstract void withdraw();

    /** It won, and the task of the select goes on: does it. */
    abstract R commit();

    /** It won, but the task of the select was cancelled: as if it had not. */
    abstract void giveUp();
}
