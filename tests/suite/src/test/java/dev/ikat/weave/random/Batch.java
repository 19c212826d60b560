package dev.ikat.weave.random;

import java.util.List;

/**
 * Programs that are compiled together, which costs much less than each alone.
 *
 * @param shrunk whether it was made smaller, which may have taken away what it needs to compile
 */
record Batch(List<Program> programs, boolean shrunk) {
    Batch(List<Program> programs, boolean shrunk) {
        this.programs = List.copyOf(programs);
        this.shrunk = shrunk;
    }

    @Override
    public String toString() {
        return programs.size() == 1 ? programs.get(0).toString() : programs.size() + " programs";
    }
}
