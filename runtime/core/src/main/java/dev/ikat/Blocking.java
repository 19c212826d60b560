package dev.ikat;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method or constructor that blocks its thread, or a type all of whose methods and constructors do. The compiler
 * plugin warns of calls of it in code that runs on a loop, where a blocked thread stops every task; so it does of calls of
 * methods that override it. Nothing reads it at run time.
 *
 * <pre>{@code
 * @Blocking("await(client.fetchAsync({args}))")
 * String fetch(URI uri) throws IOException { … }
 * }</pre>
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Blocking {
    /**
     * What to write instead, for the warning: {@code {this}} stands for what the method is called on, {@code {args}} for the
     * arguments, {@code {1}} for the first one, {@code {call}} for the whole call. When it is empty the warning names
     * {@code toThread}.
     */
    String value() default "";
}
