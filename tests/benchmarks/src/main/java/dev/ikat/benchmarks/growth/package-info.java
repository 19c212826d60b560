/** How what an operation costs grows with their number: measured, drawn, and looked over for bends. */
package dev.ikat.benchmarks.growth;
