import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class WholePrograms {
    record Order(int id, String customer, List<Item> items) {} record Item(String name, long cents, int count) {}
    static class Stock { private final Map<String, Integer> left = new TreeMap<>(Map.of("pen", 3, "ink", 0, "pad", 10)); @Async Coroutine<Integer> reserve(String name, int n) { int have = await(tick(left.getOrDefault(name, 0))); if (have < n) throw new NoSuchElementException(name + " " + have); left.put(name, have - n); return done(have - n); } @Async Coroutine<Void> giveBack(String name, int n) { await(tick("back " + name)); left.merge(name, n, Integer::sum); return done(); } }
    static class Reservation implements AsyncCloseable { final Stock stock; final Deque<Item> held = new ArrayDeque<>(); boolean kept; Reservation(Stock stock) { this.stock = stock; } @Async Coroutine<Reservation> add(Item item) { await(stock.reserve(item.name(), item.count())); held.push(item); return done(this); } @Async public Coroutine<Void> closeAsync() { while (!kept && !held.isEmpty()) { Item item = held.pop(); await(stock.giveBack(item.name(), item.count())); } return done(); } @Override public void close() { while (!kept && !held.isEmpty()) { Item item = held.pop(); tick("back " + item.name()); stock.left.merge(item.name(), item.count(), Integer::sum); } } }
    final Stock stock = new Stock(); long earned;
    @Async Coroutine<String> place(Order order) {
        try (Reservation r = new Reservation(stock)) {
            long total = 0;
            for (Item item : order.items()) { await(r.add(item)); total += item.cents() * item.count(); if (total > 100_000) return done(order.id() + " too much"); }
            if (!await(pay(order.customer(), total, 2))) return done(order.id() + " unpaid");
            r.kept = true; earned += total;
            return done(order.id() + " " + total);
        } catch (NoSuchElementException e) { return done(order.id() + " lacks " + e.getMessage()); } finally { log("placed " + order.id()); }
    }
    @Async private Coroutine<Boolean> pay(String who, long cents, int attempts) { while (attempts-- > 0) { try { if (who.equals("shaky") && attempts > 0) await(fail("network")); return done(await(tick(cents)) < 5000 || who.startsWith("rich")); } catch (IllegalArgumentException e) { log(e.getMessage() + await(tick(attempts))); } } return done(false); }
    @Async
    static Coroutine<String> run() {
        WholePrograms shop = new WholePrograms(); List<String> out = new ArrayList<>(); int id = 0;
        for (Order order : List.of(new Order(++id, "ann", List.of(new Item("pen", 150, 2))), new Order(++id, "bob", List.of(new Item("pad", 10, 1), new Item("ink", 5, 1))), new Order(++id, "shaky", List.of(new Item("pad", 100, 3))), new Order(++id, "poor", List.of(new Item("pen", 9000, 1))), new Order(++id, "rich", List.of(new Item("pen", 9000, 1), new Item("pad", 50_000, 2))))) out.add(await(shop.place(order)));
        return done(out + "" + shop.stock.left + shop.earned);
    }
}
