/** The Java agent: options, the transformer, and weaving ahead of time from the command line. */
@NullMarked
package dev.ikat.agent;

import org.jspecify.annotations.NullMarked;
