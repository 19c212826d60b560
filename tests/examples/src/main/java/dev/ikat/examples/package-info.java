/** Programs a reader can run: the README's snippets, and {@link dev.ikat.examples.AgentDemo}, the demo of the agent. */
@NullMarked
package dev.ikat.examples;

import org.jspecify.annotations.NullMarked;
