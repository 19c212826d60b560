package dev.ikat.weave.mutation;

/** The kinds of mutations: what other compilers, optimisers and obfuscators make of code. */
enum Kind {
    NOP(Stacks::nop),
    DUP_POP(Stacks::dupPop),
    SWAP_TWICE(Stacks::swapTwice),
    HOLD_CONSTANT_BELOW(Stacks::hold),
    CHECKCAST_AGAIN(Stacks::cast),

    SPILL_TOP(Locals::spillTop),
    SPILL_OVER_AWAIT(Locals::spillStack),
    COPY_LOCAL(Locals::copy),
    RENUMBER_LOCALS(Locals::renumber),
    OVERWRITE_DEAD_LOCAL(Locals::overwriteDead),
    DECLARE_EARLY(Locals::declareEarly),

    REORDER_BLOCKS(Layout::shuffle),
    REVERSE_BLOCKS(Layout::reverse),
    HANDLERS_FIRST(Layout::handlersFirst),
    GOTO_NEXT(Jumps::gotoNext),
    JUMP_TO_JUMP(Jumps::jumpToJump),
    NEGATE_CONDITION(Jumps::negate),
    SWITCH_FORM(Switches::change),
    COPY_TARGET(Jumps::copyTarget),
    MERGE_TAILS(Jumps::mergeTails),
    UNREACHABLE(Jumps::unreachable),
    NEVER_TAKEN(Jumps::neverTaken),
    NEVER_TAKEN_EDGE(Jumps::neverTakenEdge),

    UNFINISHED_IN_LOCAL(Unfinished::inLocal),
    UNFINISHED_COPIES(Unfinished::copies),
    ARGUMENTS_BEFORE_NEW(Unfinished::argumentsFirst),

    SPLIT_RANGE(Ranges::split),
    PERMUTE_RANGES(Ranges::permute),
    SHADOWED_RANGE(Ranges::shadow),
    RETHROW_AROUND(Ranges::rethrow),

    NO_LINES(DebugTables::dropLines),
    NO_VARIABLES(DebugTables::dropVariables),
    SHUFFLE_VARIABLES(DebugTables::shuffleVariables);

    private final Change change;

    Kind(Change change) {
        this.change = change;
    }

    /**
     * Whether code of a loop's body and code around it may become one, or get ways between each other: then nobody can
     * tell where a loop over {@code each} is left.
     */
    boolean blursLoops() {
        return switch (this) {
            case COPY_TARGET, MERGE_TAILS, NEVER_TAKEN_EDGE, RETHROW_AROUND -> true;
            default -> false;
        };
    }

    /** Whether there was a place for it in the method. */
    boolean apply(Subject subject, Choices choices) {
        return change.apply(subject, choices);
    }

    private interface Change {
        boolean apply(Subject subject, Choices choices);
    }
}
