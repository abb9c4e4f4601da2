package io.cama.ledger.sent;

/** Whose the paths are that a run deploys to. */
public interface Deployments {
    /**
     * Takes a path for an item, unless another item of the run has it; an item may take its own again.
     *
     * @param path in a form that is equal for what a file system may take for equal
     * @return the position of the item that has it now
     */
    long deploys(String run, String path, long position);
}
