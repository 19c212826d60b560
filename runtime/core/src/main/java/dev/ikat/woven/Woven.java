package dev.ikat.woven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class file that is woven already; the weaver adds it and leaves such classes alone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Woven {}
