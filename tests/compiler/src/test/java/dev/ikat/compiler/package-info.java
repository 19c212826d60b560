/** javac with the plugin, as build tools run it. */
package dev.ikat.compiler;
