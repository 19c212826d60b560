package dev.ikat.io;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watches of a file system, and the thread that takes the JDK's events to them. The JDK has one key for a directory, however
 * often it is registered: so a key has a list of watches, and is cancelled with the last of them. The thread begins with the
 * first watch and ends with the last. Guarded by the class's monitor, which the thread does not hold while it waits; it is
 * taken on threads that may block only.
 */
final class Watching implements Runnable {
    private static final Map<FileSystem, Watching> ALL = new HashMap<>();

    private final WatchService service;
    private final Map<WatchKey, List<DirectoryWatch>> watches = new HashMap<>();

    private Watching(WatchService service) {
        this.service = service;
    }

    static synchronized void add(DirectoryWatch watch) throws IOException {
        FileSystem system = watch.directory().getFileSystem();
        Watching watching = ALL.get(system);
        if (watching == null) {
            watching = new Watching(system.newWatchService());
        }
        try {
            WatchKey key = watch.directory().register(watching.service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            watching.watches.computeIfAbsent(key, each -> new ArrayList<>()).add(watch);
        } finally {
            watching.beginOrEnd(system);
        }
    }

    static synchronized void remove(DirectoryWatch watch) throws IOException {
        FileSystem system = watch.directory().getFileSystem();
        Watching watching = ALL.get(system);
        if (watching != null) {
            watching.removeFromKeys(watch);
            watching.beginOrEnd(system);
        }
    }

    /** It is there as long as it has watches. */
    private void beginOrEnd(FileSystem system) throws IOException {
        if (watches.isEmpty()) {
            ALL.remove(system, this);
            service.close();
        } else if (ALL.put(system, this) == null) {
            Thread thread = new Thread(this, "ikat-watch");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    private void removeFromKeys(DirectoryWatch watch) {
        watches.forEach((key, ofKey) -> {
            if (ofKey.remove(watch) && ofKey.isEmpty()) {
                key.cancel();
            }
        });
        watches.values().removeIf(List::isEmpty);
    }

    @Override
    public void run() {
        try {
            while (true) {
                handOn(service.take());
            }
        } catch (ClosedWatchServiceException | InterruptedException noWatchIsLeft) {
            // that is how it ends
        }
    }

    private void handOn(WatchKey key) {
        synchronized (Watching.class) {
            List<DirectoryWatch> ofKey = watches.getOrDefault(key, List.of());
            for (WatchEvent<?> event : key.pollEvents()) {
                DirectoryEvent.Kind kind = kind(event);
                Path entry = kind == DirectoryEvent.Kind.OVERFLOW ? null : (Path) event.context();
                ofKey.forEach(watch -> watch.put(kind, entry));
            }
            if (!key.reset()) {
                ofKey.forEach(DirectoryWatch::directoryIsGone);
            }
        }
    }

    private static DirectoryEvent.Kind kind(WatchEvent<?> event) {
        if (event.kind() == ENTRY_CREATE) {
            return DirectoryEvent.Kind.CREATED;
        }
        if (event.kind() == ENTRY_MODIFY) {
            return DirectoryEvent.Kind.MODIFIED;
        }
        return event.kind() == ENTRY_DELETE ? DirectoryEvent.Kind.DELETED : DirectoryEvent.Kind.OVERFLOW;
    }
}
