package dev.ikat.examples;

import static java.util.Map.entry;

import java.util.Map;

/** What the pretended tools answer, and how: the script of the {@link ToolServer}. */
final class Replies {
    private static final Map<String, Reply> BY_PATH = Map.ofEntries(
            entry(
                    "/search",
                    Reply.after(750, "The yarns are dyed before they are woven.")
                            .silentAtFirst()),
            entry(
                    "/knowledge",
                    Reply.after(500, "From Malay mengikat: to tie, to bind.").busyAtFirst(2)),
            entry("/model/plan", Reply.after(900, "Say how it is made, then why its edges blur.")),
            entry("/model/answer", Reply.after(300, """
                    An ikat gets its pattern before it reaches the loom: the dyer ties bundles of yarn where the dye \
                    must not go, and the weaver starts when every colour is in its place. On the loom the yarns shift \
                    a little, so each edge blurs. A coroutine is woven alike: where it may wait is tied in beforehand.""")),
            entry("/model/researcher/1", Reply.after(550, "History: older than its oldest cloths.")),
            entry("/model/researcher/2", Reply.after(850, "Technique: bind, dye, unbind, weave.")),
            entry("/model/researcher/3", Reply.after(400, "Places: Gujarat, Bali, Bukhara, Kurume.")),
            entry("/model/writer/1", Reply.after(750, "Draft A, from %d notes: from the dyer to the loom.")),
            entry("/model/writer/2", Reply.after(600, "Draft B, from %d notes: a journey in four cloths.")),
            entry("/model/reviewer/1", Reply.after(500, "%d drafts read: print A, with the places of B.")));

    private Replies() {}

    static Reply at(String path) {
        Reply reply = BY_PATH.get(path);
        if (reply == null) {
            throw new IllegalArgumentException("no tool answers at " + path);
        }
        return reply;
    }

    /**
     * One tool's answer.
     *
     * @param delayMillis how long it takes
     * @param busy how many attempts get a quick HTTP 503 first
     * @param silent how many attempts get no answer in time first
     * @param text what it says in the end; a {@code %d} is the number of the prompt's lines
     */
    record Reply(long delayMillis, int busy, int silent, String text) {
        private static final long BUSY_MILLIS = 200;
        private static final long SILENT_MILLIS = 5_000;

        static Reply after(long delayMillis, String text) {
            return new Reply(delayMillis, 0, 0, text);
        }

        Reply busyAtFirst(int attempts) {
            return new Reply(delayMillis, attempts, silent, text);
        }

        Reply silentAtFirst() {
            return new Reply(delayMillis, busy, 1, text);
        }

        boolean isBusy(int attempt) {
            return attempt <= busy;
        }

        long delayMillis(int attempt) {
            return isBusy(attempt) ? BUSY_MILLIS : attempt <= silent ? SILENT_MILLIS : delayMillis;
        }

        String to(String prompt) {
            return text.formatted(prompt.lines().count());
        }
    }
}
