package traced;

import static dev.ikat.Ikat.*;
import static java.time.Duration.ofMillis;

import dev.ikat.*;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import com.sun.net.httpserver.HttpServer;

/** Annotated methods beside awaits, annotated methods that await, and a client of the JDK whose answers are awaited. */
public final class Traced {
    @WithSpan("measure")
    static int measure(int n) {
        return n * n;
    }

    @WithSpan("woven")
    @Async
    static Coroutine<Integer> woven(int n) {
        await(sleep(ofMillis(1)));
        return done(measure(n));
    }

    @WithSpan("own call")
    @Async
    static Coroutine<Integer> ownCall(int n) {
        await(yieldNow());
        return done(n);
    }

    static CompletionStage<HttpResponse<String>> get(HttpClient client, int port) {
        URI address = URI.create("http://127.0.0.1:" + port + "/tide");
        return client.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Async
    static Coroutine<String> all(int port) {
        int sum = measure(2);
        await(yieldNow());
        Coroutine<Integer> cold = woven(3);
        sum += await(cold);
        sum += await(ownCall(1));
        HttpResponse<String> response = await(get(HttpClient.newHttpClient(), port));
        return done(sum + " " + response.statusCode() + " " + response.body());
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/tide", exchange -> {
            byte[] body = "high".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println(run(all(server.getAddress().getPort())));
        server.stop(0);
        System.exit(0);
    }
}
