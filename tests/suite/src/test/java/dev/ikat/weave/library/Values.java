package dev.ikat.weave.library;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;

/** Random values by type, most of them small, with nulls, emptiness and limits; the same seed makes equal values. */
final class Values {
    private static final Map<Class<?>, Function<Values, Object>> MAKERS = new HashMap<>();
    private static final String CSV = ",\"\n\r;'#\\ab";
    private static final List<String> ALPHABETS = List.of(
            "ab",
            "abcAB ",
            " \t\n\rx",
            "0123456789",
            "0123456789+-.eExXfFlLdD/ ",
            CSV,
            "SCHWZKNGTPHXQUJAEIOYMBDFLRV",
            "sch wzkngtphxqujaeioymbdflrv'-",
            "a\u00e4\u00df\u0130\u0131\u0416\u4e2d\ud83d\ude00\u0000\u0301\ufffd",
            "&<>;#amplt\"'0x1\\u",
            "${}:-ab!",
            "yMdHmsSEazZ'-:/ ",
            "%{}[](),.0#",
            "ABCDEFabcdef0123456789+/=-_");
    private static final long[] LIMITS = {
        Byte.MIN_VALUE,
        Byte.MAX_VALUE,
        Short.MIN_VALUE,
        Short.MAX_VALUE,
        Character.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        1L << 31,
        -1,
        0
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Math.PI,
        1e-10,
        709.8,
        -746,
        1e16
    };

    static {
        primitives();
        texts();
        others();
        collections();
    }

    private final Random random;
    private final boolean limits;

    /**
     * A source of values.
     *
     * @param limits whether numbers may be very large; not for those that say how long something shall be
     */
    Values(Random random, boolean limits) {
        this.random = random;
        this.limits = limits;
    }

    private static void primitives() {
        both(boolean.class, Boolean.class, it -> it.random.nextBoolean());
        both(byte.class, Byte.class, it -> (byte) it.integer());
        both(short.class, Short.class, it -> (short) it.integer());
        both(char.class, Character.class, it -> it.character());
        both(int.class, Integer.class, it -> (int) it.integer());
        both(long.class, Long.class, it -> it.integer());
        both(float.class, Float.class, it -> (float) it.decimal());
        both(double.class, Double.class, it -> it.decimal());
        MAKERS.put(Number.class, it -> it.pick(List.of(it.integer(), it.decimal(), (int) it.integer())));
        MAKERS.put(BigInteger.class, it -> BigInteger.valueOf(it.integer()));
        MAKERS.put(BigDecimal.class, it -> BigDecimal.valueOf(it.integer(), it.random.nextInt(12) - 3));
    }

    private static void both(Class<?> primitive, Class<?> box, Function<Values, Object> maker) {
        MAKERS.put(primitive, maker);
        MAKERS.put(box, maker);
    }

    private static void texts() {
        MAKERS.put(String.class, Values::text);
        MAKERS.put(CharSequence.class, it -> it.random.nextInt(3) == 0 ? new StringBuilder(it.text()) : it.text());
        MAKERS.put(StringBuilder.class, it -> new StringBuilder(it.text()));
        MAKERS.put(StringBuffer.class, it -> new StringBuffer(it.text()));
        MAKERS.put(Appendable.class, it -> new StringBuilder(it.text()));
        MAKERS.put(Writer.class, it -> new StringWriter());
        MAKERS.put(StringWriter.class, it -> new StringWriter());
        MAKERS.put(Reader.class, it -> new StringReader(it.random.nextBoolean() ? it.text() : it.text(CSV, 60)));
        MAKERS.put(OutputStream.class, it -> new ByteArrayOutputStream());
        MAKERS.put(InputStream.class, it -> new ByteArrayInputStream(it.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static void others() {
        MAKERS.put(Object.class, Values::object);
        MAKERS.put(Comparable.class, Values::text);
        MAKERS.put(
                Locale.class,
                it -> it.pick(List.of(Locale.ROOT, Locale.US, Locale.GERMANY, Locale.forLanguageTag("tr"))));
        MAKERS.put(Charset.class, it -> it.pick(List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)));
        MAKERS.put(TimeZone.class, it -> TimeZone.getTimeZone(it.pick(List.of("UTC", "Europe/Berlin", "GMT+5"))));
        MAKERS.put(Date.class, it -> new Date(it.random.nextLong() >> 22));
        MAKERS.put(Class.class, it -> it.pick(List.of(String.class, int.class, int[].class, Map.Entry.class)));
        MAKERS.put(Comparator.class, it -> it.random.nextBoolean() ? null : Comparator.comparing(String::valueOf));
    }

    private static void collections() {
        MAKERS.put(List.class, Values::list);
        MAKERS.put(Collection.class, Values::list);
        MAKERS.put(Iterable.class, Values::list);
        MAKERS.put(java.util.Iterator.class, it -> it.list().iterator());
        MAKERS.put(Set.class, it -> new LinkedHashSet<>(it.list()));
        MAKERS.put(Map.class, Values::map);
    }

    /** Whether it can make values of the type. */
    static boolean has(Class<?> type) {
        return MAKERS.containsKey(type) || (type.isArray() && has(type.getComponentType()));
    }

    /** A value of a type that it {@link #has}. */
    Object of(Class<?> type) {
        boolean isNull = !type.isPrimitive() && random.nextInt(15) == 0;
        return isNull
                ? null
                : type.isArray()
                        ? array(type.getComponentType())
                        : MAKERS.get(type).apply(this);
    }

    private Object array(Class<?> component) {
        int length = random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(5);
        Object array = Array.newInstance(component, length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, of(component));
        }
        return array;
    }

    private long integer() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(120) - 20;
            case 1 -> limits ? LIMITS[random.nextInt(LIMITS.length)] + random.nextInt(3) - 1 : random.nextInt(5);
            case 2 -> limits ? random.nextLong() >> random.nextInt(64) : random.nextInt(9);
            default -> random.nextInt(14) - 2;
        };
    }

    private double decimal() {
        return switch (random.nextInt(4)) {
            case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 2 -> random.nextInt(40) - 10;
            default -> random.nextDouble() * 10;
        };
    }

    private char character() {
        String alphabet = pick(ALPHABETS);
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }

    private String text() {
        return text(pick(ALPHABETS), random.nextInt(5) == 0 ? 40 : 9);
    }

    /** Mostly of one alphabet, shorter than so many. */
    private String text(String alphabet, int limit) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(limit); i > 0; i--) {
            String from = random.nextInt(12) == 0 ? pick(ALPHABETS) : alphabet;
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    private Object object() {
        return switch (random.nextInt(5)) {
            case 0 -> (int) integer();
            case 1 -> decimal();
            default -> text();
        };
    }

    private List<String> list() {
        List<String> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add((String) of(String.class));
        }
        return list;
    }

    private Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(), text());
        }
        return map;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
