package dev.ikat.weave.random;

import dev.ikat.Awaitable;
import java.util.List;
import java.util.function.Supplier;

/** What generated programs call with a value of each type: to await it, to note it, to have a lambda make it, and to take it from what was sent. */
public final class Typed {
    private Typed() {}

    public static Awaitable<Integer> tickInt(int value) {
        return Probe.tick(value);
    }

    public static int seenInt(int value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static int getInt(Supplier<Integer> lambda) {
        return lambda.get();
    }

    public static Awaitable<Long> tickLong(long value) {
        return Probe.tick(value);
    }

    public static long seenLong(long value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static long getLong(Supplier<Long> lambda) {
        return lambda.get();
    }

    public static Awaitable<Double> tickDouble(double value) {
        return Probe.tick(value);
    }

    public static double seenDouble(double value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static double getDouble(Supplier<Double> lambda) {
        return lambda.get();
    }

    public static Awaitable<Boolean> tickBool(boolean value) {
        return Probe.tick(value);
    }

    public static boolean seenBool(boolean value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static boolean getBool(Supplier<Boolean> lambda) {
        return lambda.get();
    }

    public static Awaitable<String> tickString(String value) {
        return Probe.tick(value);
    }

    public static String seenString(String value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static String getString(Supplier<String> lambda) {
        return lambda.get();
    }

    public static Awaitable<Object> tickObject(Object value) {
        return Probe.tick(value);
    }

    public static Object seenObject(Object value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static Object getObject(Supplier<Object> lambda) {
        return lambda.get();
    }

    public static Awaitable<int[]> tickInts(int[] value) {
        return Probe.tick(value);
    }

    public static int[] seenInts(int[] value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static int[] getInts(Supplier<int[]> lambda) {
        return lambda.get();
    }

    public static Awaitable<List<Integer>> tickList(List<Integer> value) {
        return Probe.tick(value);
    }

    public static List<Integer> seenList(List<Integer> value) {
        Probe.log("seen " + Texts.of(value));
        return value;
    }

    public static List<Integer> getList(Supplier<List<Integer>> lambda) {
        return lambda.get();
    }

    public static int gotInt(Object sent, int otherwise) {
        return sent instanceof Integer value ? value : otherwise;
    }

    public static long gotLong(Object sent, long otherwise) {
        return sent instanceof Long value ? value : otherwise;
    }

    public static double gotDouble(Object sent, double otherwise) {
        return sent instanceof Double value ? value : otherwise;
    }

    public static boolean gotBool(Object sent, boolean otherwise) {
        return sent instanceof Boolean value ? value : otherwise;
    }

    public static String gotString(Object sent, String otherwise) {
        return sent instanceof String value ? value : otherwise;
    }

    public static int[] gotInts(Object sent, int[] otherwise) {
        return sent instanceof int[] value ? value : otherwise;
    }

    public static List<Integer> gotList(Object sent, List<Integer> otherwise) {
        return otherwise;
    }
}
