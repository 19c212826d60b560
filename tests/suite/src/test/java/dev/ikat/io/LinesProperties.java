package dev.ikat.io;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncIterable;
import dev.ikat.Coroutine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** However the bytes are cut into blocks, the lines are those of {@link Files#readAllLines}. */
class LinesProperties extends FilesFixture {
    private static final String[] PIECES = {
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "a",
        "xyz",
        "\u00fc",
        "\u4e2d",
        "\uD83D\uDE00",
        "\u2028",
        "\u0085",
        "\uFEFF",
        " ",
        "\0",
        "\uFFFD"
    };
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32"),
            Charset.forName("GB18030"));

    @BeforeTry
    void before() throws IOException {
        makeDirectory();
    }

    @AfterTry
    void after() throws IOException {
        deleteDirectory();
    }

    private static List<String> linesOf(Path file, Charset charset, int block) throws IOException {
        List<String> lines = new ArrayList<>();
        Lines source = new Lines(file, charset, block);
        try {
            for (List<String> some; !(some = source.next()).isEmpty(); ) {
                lines.addAll(some);
            }
        } finally {
            source.close();
        }
        return lines;
    }

    private static String random(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Property(tries = 1000)
    void theLinesAreThoseOfReadAllLines(
            @ForAll long seed, @ForAll @IntRange(max = 60) int pieces, @ForAll @IntRange(min = 1, max = 40) int block)
            throws IOException {
        Random random = new Random(seed);
        Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
        Path file = Files.writeString(directory.resolve("f"), random(random, pieces), charset);
        assertThat(linesOf(file, charset, block)).isEqualTo(Files.readAllLines(file, charset));
    }

    /** The lines before the malformed bytes, then the error; the JDK has the same error, or none. */
    @Property(tries = 500)
    void malformedInputIsAnErrorAfterTheLinesBefore(
            @ForAll long seed, @ForAll @IntRange(max = 30) int pieces, @ForAll @IntRange(min = 1, max = 40) int block)
            throws IOException {
        Random random = new Random(seed);
        String before = random(random, pieces);
        byte[][] malformed = {{(byte) 0xff}, {(byte) 0xc3, 'a'}, {(byte) 0xe4, (byte) 0xb8}, {(byte) 0xf0}};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(before.getBytes(StandardCharsets.UTF_8));
        bytes.write(malformed[random.nextInt(malformed.length)]);
        Path file = Files.write(directory.resolve("f"), bytes.toByteArray());
        List<String> ended =
                new ArrayList<>(Files.readAllLines(Files.writeString(directory.resolve("g"), before + "#")));
        ended.remove(ended.size() - 1); // the malformed line
        Lines source = new Lines(file, StandardCharsets.UTF_8, block);
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (List<String> some; !(some = source.next()).isEmpty(); ) {
                        lines.addAll(some);
                    }
                })
                .isInstanceOf(MalformedInputException.class);
        source.close();
        assertThat(lines).isEqualTo(ended);
        assertThatThrownBy(() -> Files.readAllLines(file)).isInstanceOf(CharacterCodingException.class);
    }

    @Async
    private static <T> Coroutine<List<T>> collect(AsyncIterable<T> source) {
        List<T> all = new ArrayList<>();
        for (T each : each(source)) {
            all.add(each);
        }
        return done(all);
    }

    @Property(tries = 20)
    void linesAndChunksOfLargeFilesAsTheyAreIterated(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = random(random, 150_000);
        Path file = Files.writeString(directory.resolve("f"), text);
        byte[] bytes = Files.readAllBytes(file);
        int size = 1 + random.nextInt(random.nextBoolean() ? 20_000 : 1_000_000);
        inLoop(() -> {
            assertThat(await(collect(AsyncFiles.lines(file)))).isEqualTo(Files.readAllLines(file));
            List<byte[]> chunks = await(collect(AsyncFiles.chunks(file, size)));
            assertThat(chunks).hasSize((bytes.length + size - 1) / size);
            for (int i = 0; i < chunks.size(); i++) {
                assertThat(chunks.get(i))
                        .isEqualTo(Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size)));
            }
            return done();
        });
    }

    @Example
    void anEmptyFileHasNone() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));
        inLoop(() -> {
            assertThat(await(collect(AsyncFiles.lines(file)))).isEmpty();
            assertThat(await(collect(AsyncFiles.chunks(file, 10)))).isEmpty();
            return done();
        });
    }

    @Example
    void malformedInputLeavesTheLoopAndClosesTheFile() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[] {'a', '\n', (byte) 0xff, '\n'});
        List<String> lines = new ArrayList<>();
        inLoop(() -> {
            try {
                for (String line : each(AsyncFiles.lines(file))) {
                    lines.add(line);
                }
                throw new AssertionError("nothing was thrown");
            } catch (MalformedInputException expected) {
                assertThat(OpenFiles.below(directory)).isEmpty();
            }
            return done();
        });
        assertThat(lines).containsExactly("a");
    }

    @Example
    void aLoopThatIsLeftClosesTheFileAndReadsOneBlock() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "line\n".repeat(1_000_000));
        inLoop(() -> {
            for (String line : each(AsyncFiles.lines(file))) {
                assertThat(line).isEqualTo("line");
                assertThat(OpenFiles.below(directory)).hasSize(1);
                break;
            }
            assertThat(OpenFiles.below(directory)).isEmpty();
            return done();
        });
    }
}
