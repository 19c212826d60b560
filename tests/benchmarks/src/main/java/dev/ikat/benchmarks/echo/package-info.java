/**
 * Echo over loopback: one client process that stays the same drives servers of several kinds, each a process of its own. What
 * counts is the processor time of the server for a request, since the rates of a shared machine wander.
 */
package dev.ikat.benchmarks.echo;
