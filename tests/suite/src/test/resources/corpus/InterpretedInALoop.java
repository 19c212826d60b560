import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InterpretedInALoop {
    @Async static Coroutine<Long> execute(String code, long... input) {
        long[] stack = new long[16]; int top = 0, pc = 0, steps = 0; Map<Character, Long> variables = new TreeMap<>();
        program:
        while (pc < code.length() && steps++ < 500) {
            char op = code.charAt(pc++);
            switch (op) {
                case ' ': continue program;
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9': stack[top++] = op - '0'; break;
                case '?': stack[top++] = await(tick(input[(int) stack[--top]])); break;
                case '+', '-', '*': { long b = stack[--top], a = stack[--top]; stack[top++] = op == '+' ? a + b : op == '-' ? a - b : a * await(tick(b)); break; }
                case '/': try { long b = stack[--top]; stack[top - 1] /= b; } catch (ArithmeticException e) { stack[top - 1] = await(tick(-1L)); } break;
                case '=': variables.put(code.charAt(pc++), stack[--top]); break;
                case '.': stack[top++] = variables.getOrDefault(code.charAt(pc++), await(tick(0L))); break;
                case '[': if (stack[--top] <= 0) { int depth = 1; while (depth > 0) { char c = code.charAt(pc++); depth += c == '[' ? 1 : c == ']' ? -1 : 0; } } break;
                case ']': { int depth = 1; pc -= 2; while (depth > 0) { char c = code.charAt(pc--); depth += c == ']' ? 1 : c == '[' ? -1 : 0; } pc++; do pc--; while (pc >= 0 && code.charAt(pc) != ' '); await(tick(pc)); break; }
                case '!': break program;
                default: throw new IllegalStateException("op " + op + await(tick(pc)));
            }
        }
        return done(top > 0 ? stack[top - 1] : await(tick((long) steps)));
    }
    @Async
    static Coroutine<String> run() { String s = await(execute("34+5*")) + "," + await(execute("0?1?*", 6, 7)) + "," + await(execute("10/")) + "," + await(execute("5=n1=r .n[.r.n*=r.n1-=n].r")) + "," + await(execute("")) + "," + await(execute("12!3")); try { await(execute("1x")); } catch (IllegalStateException e) { s += e.getMessage(); } return done(s); }
}
