package dev.ikat.neighbours;

/** The program that goes everywhere, programs/Voyage.java, and what it prints. */
final class Voyage {
    static final String SOURCE = "Voyage.java";
    static final String MAIN = "voyage.Voyage";
    static final App APP = App.of(SOURCE);

    static final String PRINTED = """
            Oslo greets Fram
            the pier greets Gjoa
            hour 1
            hour 2
            hour 3
            sum 6
            storm over
            storm after 120 miles at 45.5
            red up
            AHOY
            LAND
            red up again
            """;

    private Voyage() {}
}
