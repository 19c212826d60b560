// options: await-in-loop=note
import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.*;
import dev.ikat.io.TcpStream;
import dev.ikat.sync.Queue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class AwaitInLoop {
    interface Client {
        Coroutine<String> get(String url);
    }

    String last = "";
    int count;

    @Async
    static Coroutine<String> fetch(String url) {
        await(yieldNow());
        return done(url);
    }

    @Async
    static Coroutine<Integer> price(Object item) {
        await(yieldNow());
        return done(1);
    }

    @Async
    static Coroutine<Void> save(String text) {
        await(yieldNow());
        return done();
    }

    @Async
    static Coroutine<List<String>> independent(List<String> urls, String[] array, Client client, Map<String, String> map) {
        List<String> pages = new ArrayList<>();
        for (String url : urls) {
            pages.add(await(fetch(url))); // expect: await-in-loop "each fetch(url) waits until the one before has ended. If they need not, collect the coroutines in the loop, list.add(fetch(url)), and write await(gather(list)) behind it, or await(gather(limit, list)) for so many at a time"
        }
        for (String url : array) {
            String page = await(client.get(url)); // expect: await-in-loop "each client.get(url) waits"
            pages.add(page.trim());
        }
        int total = 0;
        for (int i = 0; i < urls.size(); i++) {
            total += await(price(urls.get(i))); // expect: await-in-loop "each price(urls.get(i)) waits"
        }
        int[] prices = new int[3];
        for (int i = 2; i >= 0; i--) prices[i] = await(price(i)); // expect: await-in-loop "each price(i) waits"
        for (String url : urls) {
            if (url.isEmpty()) {
                continue;
            }
            map.put(url, await(fetch(url + "/index"))); // expect: await-in-loop "each fetch(url + "/index") waits"
        }
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String page = await(fetch(entry.getKey())); // expect: await-in-loop "fetch(entry.getKey())"
            int price = await(price(page));
            pages.add(page + price);
        }
        var copy = new ArrayList<String>();
        for (String url : urls) {
            var known = await(price(url)) > 0 ? "known" : "unknown"; // expect: await-in-loop "each price(url) waits"
            copy.add(known);
        }
        for (var row : List.of(urls, copy)) {
            for (var url : row) {
                pages.add(await(fetch(url))); // expect: await-in-loop "each fetch(url) waits"
            }
        }
        return done(pages);
    }

    static Coroutine<List<String>> inALambda(List<String> urls) {
        return timeout(ofMillis(1), deadline -> {
            List<String> pages = new ArrayList<>();
            for (String url : urls) {
                pages.add(await(fetch(url))); // expect: await-in-loop "each fetch(url) waits"
            }
            return done(pages);
        });
    }

    // None of these is known to be independent.

    @Async
    Coroutine<Void> dependent(List<String> urls, Queue<String> queue, Set<String> seen, TcpStream stream)
            throws IOException {
        String page = "";
        for (String url : urls) {
            page = await(fetch(url + page));
        }
        for (String url : urls) {
            last = await(fetch(url));
        }
        for (String url : urls) {
            await(save(url));
        }
        for (String url : urls) {
            await(queue.put(url));
        }
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pages.add(await(queue.take()));
        }
        for (String url : urls) {
            pages.add(await(fetch("always the same")));
        }
        for (String url : urls) {
            pages.add(await(fetch(url)));
            await(sleep(ofMillis(10)));
        }
        for (String url : urls) {
            pages.add(await(fetch(url + pages.size())));
        }
        for (String url : urls) {
            String next = await(fetch(url));
            if (next.isEmpty()) {
                break;
            }
            pages.add(next);
        }
        for (String url : urls) {
            if (pages.size() > 3) {
                continue;
            }
            pages.add(await(fetch(url)));
        }
        for (String url : urls) {
            if (seen.add(url)) {
                pages.add(await(fetch(url)));
            }
        }
        for (String url : urls) {
            try {
                pages.add(await(fetch(url)));
            } catch (IllegalStateException error) {
                pages.add("");
            }
        }
        int sum = 0;
        for (String url : urls) {
            int before = sum + 1;
            String text = url + before;
            sum += await(price(text));
        }
        for (String url : urls) {
            count += await(price(url + this.count));
        }
        for (String url : urls) {
            pages.add(await(fetch(url + sum++)));
        }
        for (String url : urls) {
            remember(await(fetch(url)));
        }
        for (int i = 1; i < 9; i++) {
            pages.add("" + await(stream.read(i)).length);
        }
        for (String url : urls) {
            Void saved = await(save(url));
        }
        for (int i = 0; i < 9; i++) {
            pages.add(await(fetch("" + i++)));
        }
        return done();
    }

    @Async
    static Coroutine<String> others(List<String> urls, List<Task<String>> tasks, AsyncIterable<String> source) {
        StringBuilder all = new StringBuilder();
        for (Task<String> task : tasks) {
            all.append(await(task));
        }
        for (String url : each(source)) {
            all.append(await(fetch(url)));
        }
        int i = 0;
        while (i < urls.size()) {
            all.append(await(fetch(urls.get(i++))));
        }
        for (String url = "a"; !url.isEmpty(); url = await(fetch(url))) {
            all.append(url);
        }
        for (; ; ) {
            if (all.length() > 3) {
                break;
            }
            all.append(await(fetch("x")));
        }
        for (String url : urls) {
            return done(await(fetch(url)));
        }
        for (int n = 0; n < all.length(); n++) {
            all.append(await(price(n)));
        }
        List<Coroutine<String>> coroutines = new ArrayList<>();
        for (String url : urls) {
            coroutines.add(fetch(url));
        }
        all.append(await(gather(coroutines)));
        return done(all.toString());
    }

    void remember(String page) {
        last = page;
    }

    @Async
    static AsyncGenerator<String> emits(List<String> urls) {
        Map<String, String> map = new HashMap<>();
        for (String url : urls) {
            emit(await(fetch(url)));
        }
        for (String url : urls) {
            map.put(url, await(fetch(url)));
        }
        return end(new HashSet<>(map.values()));
    }

    @SuppressWarnings("ikat:await-in-loop")
    @Async
    static Coroutine<Integer> suppressed(List<String> urls) {
        int sum = 0;
        for (String url : urls) {
            sum += await(price(url));
        }
        return done(sum);
    }
}
