// options: dropped-task=off
import static dev.ikat.Ikat.*;
import dev.ikat.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.channels.FileChannel;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.Supplier;

class Blocking {
    final Object monitor = new Object();

    @Async
    Coroutine<Void> threads(Thread thread, long nanos) throws Exception {
        Thread.sleep(100); // expect: blocking "Thread.sleep(100) blocks the thread of the loop, and with it all tasks there. Instead: await(sleep(Duration.ofMillis(100)))"
        TimeUnit.SECONDS.sleep(2); // expect: blocking "Instead: await(sleep(Duration.of(2, TimeUnit.SECONDS.toChronoUnit())))"
        thread.join(); // expect: blocking "Instead: await(toThread(() -> thread.join()))"
        monitor.wait(); // expect: blocking "dev.ikat.sync.Condition"
        wait(10); // expect: blocking "Condition"
        LockSupport.park(); // expect: blocking "await(promise)"
        LockSupport.parkNanos(nanos); // expect: blocking
        thread.start();
        thread.interrupt();
        monitor.notifyAll();
        LockSupport.unpark(thread);
        Thread.yield();
        await(sleep(Duration.ofMillis(100)));
        return done();
    }

    @Async
    Coroutine<String> futures(Future<String> plain, CompletableFuture<String> future, ExecutorService pool)
            throws Exception {
        plain.get(); // expect: blocking "Instead: await(toThread(() -> plain.get()))"
        plain.get(1, TimeUnit.SECONDS); // expect: blocking
        future.join(); // expect: blocking "Instead: await(future)"
        future.get(); // expect: blocking "Instead: await(future)"
        future.get(1, TimeUnit.SECONDS); // expect: blocking "Instead: await(future.orTimeout(1, TimeUnit.SECONDS))"
        future.thenApply(each -> each).toCompletableFuture().join(); // expect: blocking
        pool.submit(() -> "x").get(); // expect: blocking
        pool.invokeAll(List.of(() -> "x")); // expect: blocking "inExecutor(pool, job)"
        pool.awaitTermination(1, TimeUnit.SECONDS); // expect: blocking
        pool.shutdown();
        plain.isDone();
        plain.cancel(true);
        future.getNow("");
        future.complete("");
        return done(await(future));
    }

    /** What has ended is only looked at. */
    @Async
    Coroutine<String> completed(CompletableFuture<String> mine, CompletableFuture<String> other) {
        mine.complete("x");
        mine.join();
        return done(other.join()); // expect: blocking
    }

    @Async
    Coroutine<String> settled(Future<String> plain, CompletableFuture<String> one, CompletableFuture<String> two)
            throws Exception {
        if (plain.isDone()) {
            plain.get();
        }
        await(CompletableFuture.allOf(one, two));
        return done(one.join() + two.join());
    }

    @Async
    Coroutine<Void> synchronizers(
            CountDownLatch latch, CyclicBarrier barrier, Semaphore semaphore, Condition condition, Phaser phaser)
            throws Exception {
        latch.await(); // expect: blocking "dev.ikat.sync.Event"
        latch.await(1, TimeUnit.SECONDS); // expect: blocking
        barrier.await(); // expect: blocking "await(barrier.arrive()) with a dev.ikat.sync.Barrier"
        semaphore.acquire(); // expect: blocking "await(semaphore.acquire())"
        semaphore.acquireUninterruptibly(2); // expect: blocking
        semaphore.tryAcquire(1, TimeUnit.SECONDS); // expect: blocking
        semaphore.tryAcquire();
        semaphore.release();
        condition.await(); // expect: blocking "dev.ikat.sync.Condition"
        condition.signal();
        phaser.arriveAndAwaitAdvance(); // expect: blocking
        phaser.arrive();
        latch.countDown();
        return done();
    }

    @Async
    Coroutine<Void> queues(
            BlockingQueue<String> queue,
            LinkedBlockingDeque<String> deque,
            PriorityBlockingQueue<String> unbounded,
            ConcurrentLinkedQueue<String> free,
            dev.ikat.sync.Queue<String> ours)
            throws Exception {
        queue.put("a"); // expect: blocking "await(queue.put("a")) with a dev.ikat.sync.Queue"
        queue.take(); // expect: blocking "await(queue.take()) with a dev.ikat.sync.Queue"
        queue.poll(1, TimeUnit.SECONDS); // expect: blocking
        queue.offer("a", 1, TimeUnit.SECONDS); // expect: blocking
        deque.takeFirst(); // expect: blocking
        deque.put("a"); // expect: blocking
        unbounded.take(); // expect: blocking
        queue.poll();
        queue.offer("a");
        queue.add("a");
        deque.pollFirst();
        unbounded.put("a");
        unbounded.offer("a", 1, TimeUnit.SECONDS);
        free.poll();
        ours.poll();
        await(ours.put("a"));
        return done();
    }

    @Async
    Coroutine<Void> processes(Process process, ProcessBuilder builder) throws Exception {
        process.waitFor(); // expect: blocking "await(process.onExit()), or dev.ikat.io.Subprocess"
        builder.start(); // expect: blocking "Subprocess.start"
        process.getInputStream().read(); // expect: blocking
        process.isAlive();
        process.destroy();
        await(process.onExit());
        return done();
    }

    @Async
    Coroutine<String> streams(Path path, InputStream unknown, byte[] bytes, String text) throws Exception {
        try (var in = new FileInputStream("a.txt")) { // expect: blocking "await(AsyncFile.open(path))"
            in.read(); // expect: blocking
            in.readAllBytes(); // expect: blocking
        }
        try (BufferedReader lines = new BufferedReader(new FileReader("a.txt"))) { // expect: blocking
            lines.readLine(); // expect: blocking
        }
        unknown.read(bytes); // expect: blocking
        unknown.transferTo(new ByteArrayOutputStream()); // expect: blocking
        new DataInputStream(unknown).readInt(); // expect: blocking
        System.in.read(); // expect: blocking
        new Scanner(System.in).nextLine(); // expect: blocking
        var scanner = new Scanner(path);
        scanner.nextInt(); // expect: blocking
        new RandomAccessFile("a", "r").readLong(); // expect: blocking, blocking
        new FileOutputStream("a").write(1); // expect: blocking, blocking
        new PrintWriter("a").println(); // expect: blocking
        return done("");
    }

    @Async
    Coroutine<String> memory(byte[] bytes, String text) throws Exception {
        var in = new ByteArrayInputStream(bytes);
        in.read();
        InputStream general = new ByteArrayInputStream(bytes);
        general.readAllBytes();
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        data.readInt();
        var objects = new ObjectInputStream(general);
        objects.readObject();
        try (var lines = new BufferedReader(new StringReader(text))) {
            lines.readLine();
        }
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes))).readLine();
        Scanner scanner = new Scanner(text);
        while (scanner.hasNextInt()) {
            scanner.nextInt();
        }
        new Scanner("1 2 3").nextInt();
        var out = new ByteArrayOutputStream();
        out.write(bytes);
        out.writeTo(new ByteArrayOutputStream());
        new DataOutputStream(out).writeInt(1);
        OutputStream generalOut = new BufferedOutputStream(out);
        generalOut.write(1);
        System.out.write(1);
        System.err.write(bytes);
        new PrintStream(out).println("x");
        new StringWriter().write("x");
        System.out.println(text);
        return done(out.toString());
    }

    @Async
    Coroutine<Void> files(Path path, File file, FileChannel channel, java.nio.ByteBuffer buffer) throws Exception {
        Files.readString(path); // expect: blocking "Instead: await(AsyncFiles.readString(path))"
        Files.readAllBytes(path); // expect: blocking
        Files.lines(path); // expect: blocking "for (String line : each(AsyncFiles.lines(path))) { … }"
        Files.walk(path, 2).toList(); // expect: blocking "each(AsyncFiles.walk(path, 2))"
        Files.writeString(path, "text"); // expect: blocking "await(AsyncFiles.writeString(path, "text"))"
        Files.copy(path, path); // expect: blocking
        Files.delete(path); // expect: blocking
        Files.createDirectories(path.resolve("x")); // expect: blocking
        file.listFiles(); // expect: blocking "each(AsyncFiles.list(file.toPath()))"
        file.delete(); // expect: blocking
        channel.read(buffer); // expect: blocking "dev.ikat.io.AsyncFile"
        Files.exists(path);
        Files.isDirectory(path);
        path.resolve("a").toAbsolutePath();
        file.getName();
        channel.position();
        await(dev.ikat.io.AsyncFiles.readString(path));
        return done();
    }

    @Async
    Coroutine<Void> network(Socket socket, ServerSocket server, URL url, HttpClient client, HttpRequest request)
            throws Exception {
        new Socket("example.org", 80); // expect: blocking "await(TcpStream.connect("example.org", 80))"
        socket.getInputStream().read(new byte[1]); // expect: blocking
        socket.getOutputStream().write(1); // expect: blocking
        socket.getInputStream().readNBytes(Math.min(socket.getInputStream().available(), 10));
        server.accept(); // expect: blocking "TcpServer.listen"
        url.openStream(); // expect: blocking
        ((HttpURLConnection) url.openConnection()).getResponseCode(); // expect: blocking
        client.send(request, HttpResponse.BodyHandlers.ofString()); // expect: blocking "await(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))"
        InetAddress.getByName("example.org"); // expect: blocking "await(Dns.resolve("example.org"))"
        new InetSocketAddress("example.org", 80); // expect: blocking
        InetAddress.getByName("127.0.0.1");
        InetAddress.getByName("::1");
        InetAddress.getLoopbackAddress();
        new InetSocketAddress("127.0.0.1", 80);
        new InetSocketAddress("localhost", 80);
        new InetSocketAddress(80);
        InetSocketAddress.createUnresolved("example.org", 80);
        new Socket();
        server.getLocalPort();
        await(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        return done();
    }

    @Async
    Coroutine<Void> databases(javax.sql.DataSource source, String sql) throws Exception {
        Connection connection = source.getConnection(); // expect: blocking "await(toThread(() -> source.getConnection()))"
        PreparedStatement statement = connection.prepareStatement(sql); // expect: blocking
        statement.setInt(1, 2);
        ResultSet rows = statement.executeQuery(); // expect: blocking
        while (rows.next()) { // expect: blocking
            rows.getString(1);
        }
        new java.sql.Date(1);
        return done();
    }

    /** What overrides a method of the list counts, another one of its class does not. */
    static class Own extends LinkedBlockingQueue<String> {
        @Override
        public String take() {
            return "";
        }

        void take(int many) {}

        void put(int many) {}
    }

    @Async
    Coroutine<Void> overriding(Own own, Task<String> task, Promise<String> promise) throws Exception {
        own.take(); // expect: blocking
        own.poll(1, TimeUnit.SECONDS); // expect: blocking
        own.take(2);
        own.put(2);
        own.size();
        own.toString();
        task.result();
        promise.result();
        return done();
    }

    @Async
    Task<Void> hot() throws Exception {
        Thread.sleep(1); // expect: blocking
        return Task.of(null);
    }

    @Async
    CompletableFuture<Void> future() throws Exception {
        Thread.sleep(1); // expect: blocking
        return CompletableFuture.completedFuture(null);
    }

    @Async
    AsyncGenerator<Integer> generator() throws Exception {
        Thread.sleep(1); // expect: blocking
        emit(1);
        return end();
    }

    /** Runs in any code, so it is not known to be on a loop. */
    @Async
    Generator<Integer> plainGenerator() throws Exception {
        Thread.sleep(1);
        emit(1);
        return end();
    }

    static void sleepALittle() throws Exception {
        Thread.sleep(1);
    }

    /** A method that is not woven may run anywhere. */
    static Coroutine<Void> notWoven() throws Exception {
        Thread.sleep(1);
        return done();
    }

    @Async
    Coroutine<Void> lambdas(Path path, ExecutorService pool, List<String> names) throws Exception {
        await(toThread(() -> Files.readString(path)));
        await(toThread(() -> Thread.sleep(1)));
        await(inExecutor(pool, () -> {
            Thread.sleep(1);
            return Files.readAllLines(path);
        }));
        new Thread(() -> {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException e) {
                        return;
                    }
                })
                .start();
        pool.submit(() -> Files.readString(path));
        new Object() {
            void plain() throws Exception {
                Thread.sleep(1);
            }
        }.plain();
        start(() -> {
            Thread.sleep(1); // expect: blocking
            return done();
        });
        AsyncFunction<String, String> function = name -> {
            Thread.sleep(1); // expect: blocking
            return done(name);
        };
        Callable<Coroutine<Void>> unknown = () -> {
            Thread.sleep(1);
            return done();
        };
        Callable<Coroutine<Void>> awaits = () -> {
            Thread.sleep(1); // expect: blocking
            await(yieldNow());
            return done();
        };
        CompletableFuture.completedFuture(1).thenComposeAsync(each -> {
            sleepQuietly();
            new CountDownLatch(1).countDown();
            return CompletableFuture.completedFuture(each);
        });
        await(gather(await(function.apply("")).isEmpty() ? unknown.call() : awaits.call()));
        return done();
    }

    static void sleepQuietly() {}

    @SuppressWarnings("ikat:blocking")
    @Async
    Coroutine<Void> suppressed() throws Exception {
        Thread.sleep(1);
        return done();
    }

    @Async
    Coroutine<Void> variable(Path path) throws Exception {
        @SuppressWarnings("ikat")
        String text = Files.readString(path);
        Supplier<String> later = () -> text;
        return done();
    }

    /** Methods and types of one's own. */
    interface Store {
        @dev.ikat.Blocking("await({this}.loadAsync({args}))")
        String load(String key);

        @dev.ikat.Blocking
        void save(String key, String value);

        int size();
    }

    static class DiskStore implements Store {
        @dev.ikat.Blocking
        DiskStore(Path path) {}

        DiskStore() {}

        @Override
        public String load(String key) {
            return key;
        }

        @Override
        public void save(String key, String value) {}

        @Override
        public int size() {
            return 0;
        }
    }

    @dev.ikat.Blocking("await(Remote.open({1}))")
    static class Remote {
        Remote(String host) {}

        void call() {}

        static void ping() {}
    }

    @Async
    Coroutine<Void> own(Store store, DiskStore disk, Remote remote) {
        store.load("key"); // expect: blocking "Instead: await(store.loadAsync("key"))"
        disk.load("key"); // expect: blocking "Instead: await(disk.loadAsync("key"))"
        store.save("key", "value"); // expect: blocking "Instead: await(toThread(() -> store.save("key", "value")))"
        new DiskStore(Path.of("x")); // expect: blocking "new DiskStore(Path.of("x")) blocks the thread"
        new Remote("host"); // expect: blocking "await(Remote.open("host"))"
        remote.call(); // expect: blocking
        Remote.ping(); // expect: blocking
        new DiskStore();
        store.size();
        disk.size();
        remote.toString();
        return done();
    }
}
