// options: blocking-list=src/test/resources/blocking/more.txt
import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;

class BlockingFromFile {
    static class Client {
        Client() {}

        Client(String host) {}

        String fetch(String key) {
            return key;
        }

        String fetchAll() {
            return "";
        }

        String fetchAll(int most) {
            return "";
        }

        void close() {}
    }

    static class SubClient extends Client {
        @Override
        String fetch(String key) {
            return "";
        }

        @Override
        void close() {}
    }

    static class Drawer {
        Drawer() {}

        void open() {}

        void close() {}
    }

    static class Memory extends InputStream {
        @Override
        public int read() {
            return 0;
        }
    }

    @Async
    static Coroutine<Void> all(Client client, SubClient sub, Drawer drawer, LinkedBlockingQueue<String> queue)
            throws Exception {
        client.fetch("key"); // expect: blocking "Instead: await(client.fetchAsync("key"))"
        sub.fetch("key"); // expect: blocking
        client.fetchAll(); // expect: blocking "Instead: await(toThread(() -> client.fetchAll()))"
        client.fetchAll(1);
        client.close();
        new Client("host"); // expect: blocking "Instead: Client.open("host")"
        new Client();
        sub.close();
        new Drawer(); // expect: blocking
        drawer.open(); // expect: blocking
        drawer.close();
        drawer.hashCode();
        // Of our own list one line is changed, one taken out.
        Files.readString(Path.of("a")); // expect: blocking "Instead: texts.read(Path.of("a"))"
        queue.put("a");
        queue.take(); // expect: blocking
        new Memory().read();
        InputStream memory = new Memory();
        memory.readAllBytes();
        return done();
    }
}
