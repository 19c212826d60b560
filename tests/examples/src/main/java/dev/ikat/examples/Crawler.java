package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.TaskGroup;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.sync.Semaphore;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A crawler: every page that is found is a task of one group, a semaphore bounds how many are fetched at once, and a page that
 * does not come in time is noted and costs nothing else.
 */
final class Crawler {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    private final int port;
    private final Semaphore permits;
    private final Map<String, String> pages = new TreeMap<>();
    private int fetching;
    private int most;

    Crawler(int port, int atOnce) {
        this.port = port;
        this.permits = new Semaphore(atOnce);
    }

    /** Fetches all that can be reached; ends when the last page has. */
    @Async
    Coroutine<Map<String, String>> crawl(String start) {
        try (var group = TaskGroup.open()) {
            found(start, group);
            await(group.join());
        }
        return done(pages);
    }

    private void found(String path, TaskGroup group) {
        if (pages.putIfAbsent(path, "under way") == null) {
            group.start(visit(path, group));
        }
    }

    @Async
    private Coroutine<Void> visit(String path, TaskGroup group) {
        try (var permit = await(permits.acquire())) {
            most = Math.max(most, ++fetching);
            String page = await(timeout(ofSeconds(30), fetch(path)));
            pages.put(path, page.lines().findFirst().orElse("nothing"));
            for (Matcher links = LINK.matcher(page); links.find(); ) {
                found(links.group(1), group);
            }
        } catch (IOException | RuntimeException error) {
            pages.put(path, error.getClass().getSimpleName());
        } finally {
            fetching--;
        }
        return done();
    }

    @Async
    private Coroutine<String> fetch(String path) throws IOException {
        try (var stream = await(TcpStream.connect("localhost", port))) {
            await(stream.write("GET " + path + " HTTP/1.0\r\n\r\n"));
            return done(new String(await(stream.readAll()), UTF_8));
        }
    }

    /** A site of pages with links to three others each; one of them hangs up. */
    @Async
    private static Coroutine<Void> site(TcpStream client) throws IOException {
        String request = await(client.readLine());
        for (String header : each(client.lines())) {
            if (header.isEmpty()) {
                break;
            }
        }
        int page = Integer.parseInt(request.replaceAll("\\D*(\\d+) .*", "$1"));
        if (page == 7) {
            client.abort();
            return done();
        }
        await(sleep(ofMillis(5)));
        await(client.write("HTTP/1.0 200 OK\r\n\r\n"));
        for (int i = 1; i <= 3; i++) {
            await(client.write("<a href=\"/page/" + (page * 3 + i) % 40 + "\">next</a>\n"));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> crawlSite() throws IOException {
        try (var server = await(TcpServer.listen("localhost", 0, Crawler::site))) {
            Crawler crawler = new Crawler(server.port(), 5);
            Map<String, String> pages = await(crawler.crawl("/page/0"));
            System.out.println(pages.size() + " pages, at most " + crawler.most + " at once");
            System.out.println("/page/1: " + pages.get("/page/1"));
            System.out.println("/page/7: " + pages.get("/page/7"));
        }
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(crawlSite());
    }
}
