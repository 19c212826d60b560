package dev.ikat.testkit;

import dev.ikat.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of a {@link BoundedSearch}: it chooses what it was made for, and elsewhere as production does, and writes down the points at
 * which it could have gone another way. These are turns with several ready tasks, and questions for a fault; they are counted from 0 as the run comes
 * by them.
 *
 * <p>A choice costs a deviation, unless all the tasks that it passes over are waiting already: those that a deviation passed over
 * wait on for nothing, as long as none of them is given a turn that another could have, and for {@value #MOST_WAITED} turns at most: a
 * program that asks again and again whether another task is done would have runs without end. (Source: fairness is what keeps such runs out, Musuvathi and Qadeer,
 * "Fair Stateless Model Checking", PLDI 2008; the limit is a simple form of it.)
 */
final class Walk implements Strategy {
    private static final int QUESTION = -1;
    private static final int FIRST_SIZE = 16;
    private static final int MOST_WAITED = 16;

    private final boolean meetsFaults;
    private final int[] chosenPoints;
    private final int[] chosen;
    private int deviations;
    private int faults;

    /** How many tasks could have had the turn; {@link #QUESTION} where a fault could have happened. */
    private int[] points = new int[FIRST_SIZE];

    /** A bit for each choice that costs nothing. */
    private long[] free = new long[FIRST_SIZE];

    private int size;
    private int choices;

    /** The tasks that each deviation made wait, as long as they do. */
    private final List<Waiting> waiting = new ArrayList<>();

    /** What one deviation made wait, and how often it was passed over. */
    private static final class Waiting {
        final List<Task<?>> tasks;
        int turns;

        Waiting(List<Task<?>> tasks) {
            this.tasks = tasks;
        }

        boolean contains(Task<?> task) {
            return tasks.contains(task);
        }

        /** Whether it goes on after a choice. */
        boolean outlasts(Turn turn, int choice) {
            for (int i = 0; i < choice; i++) {
                if (contains(turn.task(i))) {
                    turns++;
                    break;
                }
            }
            return turns < MOST_WAITED && !contains(turn.task(choice));
        }
    }

    private Walk(boolean meetsFaults, int[] chosenPoints, int[] chosen) {
        this.meetsFaults = meetsFaults;
        this.chosenPoints = chosenPoints;
        this.chosen = chosen;
    }

    /** Production's order; where no fault is ever to be chosen, questions for one are no points. */
    static Walk plain(boolean meetsFaults) {
        return new Walk(meetsFaults, new int[0], new int[0]);
    }

    /** The same up to that point, where it passes so many tasks over, or meets a fault; from there on as production does. */
    Walk departing(int point, int choice) {
        return new Walk(meetsFaults, with(chosenPoints, point), with(chosen, choice));
    }

    private static int[] with(int[] numbers, int last) {
        int[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = last;
        return more;
    }

    @Override
    public int choose(Turn turn) {
        long costless = costless(turn);
        int choice = Math.min(comeTo(turn.tasks(), costless), turn.tasks() - 1);
        if (!isIn(costless, choice)) {
            deviations++;
            waiting.add(new Waiting(passedOver(turn, choice)));
        }
        waiting.removeIf(each -> !each.outlasts(turn, choice));
        return choice;
    }

    /** The choices that pass over only tasks which wait already, though not with the one that is chosen; also production's. */
    private long costless(Turn turn) {
        long costless = 1;
        for (int i = 1; !waiting.isEmpty() && i < Math.min(turn.tasks(), Long.SIZE); i++) {
            costless |= passedOver(turn, i).isEmpty() ? 1L << i : 0;
        }
        return costless;
    }

    /** Of the tasks before that one, those that do not wait unless with it. */
    private List<Task<?>> passedOver(Turn turn, int choice) {
        List<Task<?>> passed = new ArrayList<>();
        for (int i = 0; i < choice; i++) {
            Task<?> task = turn.task(i);
            if (waiting.stream().noneMatch(each -> each.contains(task) && !each.contains(turn.task(choice)))) {
                passed.add(task);
            }
        }
        return passed;
    }

    /** To be asked in this run. */
    Faults faults() {
        return Faults.answered(question -> {
            boolean fault = meetsFaults && comeTo(QUESTION, 1) > 0;
            faults += fault ? 1 : 0;
            return fault;
        });
    }

    private int comeTo(int point, long costless) {
        if (size == points.length) {
            points = Arrays.copyOf(points, 2 * size);
            free = Arrays.copyOf(free, 2 * size);
        }
        points[size] = point;
        free[size++] = costless;
        boolean departs = choices < chosen.length && chosenPoints[choices] == size - 1;
        return departs ? chosen[choices++] : 0;
    }

    /** Whether this run, made by {@link #departing} from the other, came by the same points up to where they part. */
    boolean follows(Walk other) {
        int common = firstFree();
        return size >= common && Arrays.equals(points, 0, common, other.points, 0, common);
    }

    /** The first point after its last choice. */
    int firstFree() {
        return chosenPoints.length == 0 ? 0 : chosenPoints[chosenPoints.length - 1] + 1;
    }

    int points() {
        return size;
    }

    /** How many other ways there are at a point. */
    int alternatives(int point) {
        return isQuestion(point) ? 1 : points[point] - 1;
    }

    boolean isQuestion(int point) {
        return points[point] == QUESTION;
    }

    boolean costs(int point, int choice) {
        return !isIn(free[point], choice);
    }

    private static boolean isIn(long bits, int choice) {
        return choice < Long.SIZE && (bits >>> choice & 1) == 1;
    }

    /** What its choices cost. */
    int deviations() {
        return deviations;
    }

    int faultsMet() {
        return faults;
    }
}
