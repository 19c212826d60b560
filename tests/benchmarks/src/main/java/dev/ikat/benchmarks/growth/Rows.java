package dev.ikat.benchmarks.growth;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is measured, by name. */
final class Rows {
    static final String CONNECTIONS = "a request on one of n connections";

    private Rows() {}

    static Map<String, Work> all() {
        Map<String, Work> all = new LinkedHashMap<>();
        all.put("callbacks given at once", LoopRows::callbacks);
        all.put("callbacks of another thread, at once", LoopRows::inbox);
        all.put("timers, made and fired", LoopRows::timersFired);
        all.put("timers, made and cancelled", LoopRows::timersCancelled);
        all.put("tasks, started and joined", TaskRows::startAndJoin);
        all.put("a switch among n tasks", TaskRows::switches);
        all.put("tasks asleep, each its own time", TaskRows::asleep);
        all.put("tasks asleep, cancelled", TaskRows::cancelled);
        all.put("tasks that wait for one promise", TaskRows::onOnePromise);
        all.put("gather", TaskRows::gathered);
        all.put("children of a group", TaskRows::group);
        all.put("calls nested, a frame of each", TaskRows::nested);
        all.put("a resume below n calls", TaskRows::resumed);
        all.put("queue, items put, then taken", SharingRows::items);
        all.put("queue, tasks that wait for items", SharingRows::takers);
        all.put("lock, tasks that wait for it", SharingRows::lockWaiters);
        all.put("generators nested, made and ended", SharingRows::generators);
        all.put("an element below n generators", SharingRows::element);
        all.put(CONNECTIONS, ConnectionRows::request);
        return all;
    }
}
