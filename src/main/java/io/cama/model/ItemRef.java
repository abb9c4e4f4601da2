package io.cama.model;

/**
 * What is handed from the split to a job's route, in the process or over a broker: never the item itself.
 *
 * @param position of the item in its run, from 1
 * @param attempt the pass over the run, from 1
 */
public record ItemRef(String run, long position, int attempt) {}
