package dev.ikat.testkit;

/**
 * An exploration that found no failure.
 *
 * @param tries how many runs it made
 * @param complete whether these are all that there are within the bound of {@link Exploration#exhaustively}; never for
 *     random ones
 */
public record Explored(int tries, boolean complete) {
    @Override
    public String toString() {
        return "no failure in " + tries + " tries, " + (complete ? "all there are within the bound" : "of more");
    }
}
