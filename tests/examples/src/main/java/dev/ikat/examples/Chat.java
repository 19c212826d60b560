package dev.ikat.examples;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.TaskGroup;
import dev.ikat.io.TcpServer;
import dev.ikat.io.TcpStream;
import dev.ikat.sync.Queue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chat server: what one says, all hear. Each member has a box of lines that are to be sent; whose box is full does not read
 * as fast as the others talk, and is thrown out, so that nobody waits for the slowest and memory stays bounded. No lock is
 * needed: all of it runs on one thread, and changes hands only where {@code await} or {@code each} is written.
 */
final class Chat {
    private static final int BOX = 100;

    private record Member(TcpStream stream, Queue<String> box) {}

    private final Map<String, Member> members = new LinkedHashMap<>();

    @Async
    Coroutine<Void> serve(TcpStream client) throws IOException {
        String name = await(client.readLine());
        if (name == null || members.containsKey(name)) {
            await(client.write("that name is taken\n"));
            return done();
        }
        Member member = new Member(client, new Queue<>(BOX));
        members.put(name, member);
        say("* " + name + " is here");
        try (var group = TaskGroup.open()) {
            group.start(deliver(member));
            for (String line : each(client.lines())) {
                say(name + ": " + line);
            }
        } catch (IOException gone) {
            System.out.println(name + " was cut off");
        } finally {
            members.remove(name);
            say("* " + name + " has left");
        }
        return done();
    }

    private void say(String line) {
        for (Member member : members.values()) {
            if (!member.box().offer(line)) {
                member.stream().abort();
            }
        }
    }

    @Async
    private static Coroutine<Void> deliver(Member member) throws IOException {
        for (String line : each(member.box())) {
            await(member.stream().write(line + "\n"));
        }
        return done();
    }

    /** Ann reads and talks; Bob joins and never reads. */
    @Async
    static Coroutine<Void> evening() throws IOException {
        Chat chat = new Chat();
        try (var server = await(TcpServer.listen("localhost", 0, chat::serve));
                var ann = await(TcpStream.connect("localhost", server.port()));
                var bob = await(TcpStream.connect("localhost", server.port()))) {
            await(ann.write("Ann\n"));
            System.out.println(await(ann.readLine()));
            await(bob.write("Bob\n"));
            System.out.println(await(ann.readLine()));
            String story = "once upon a time ".repeat(2_000);
            int heard = 0;
            for (String line = ""; !line.equals("* Bob has left"); line = await(ann.readLine())) {
                heard += line.startsWith("Ann: ") ? 1 : 0;
                await(ann.write(story + "\n"));
            }
            System.out.println("Ann heard every line" + (heard > BOX ? "" : ", and there were only " + heard));
            await(ann.shutdownOutput());
            await(ann.readAll());
        }
        return done();
    }

    public static void main(String[] args) throws IOException {
        Ikat.run(evening());
    }
}
