/** Exit codes: with what every command ends, so that a script can tell what became of it. 0: done, and nothing to say. */

/** It was done, and something was found that is not as it should be: a difference, a mistake in a file, something left. */
export const foundCode = 1;
/** It was not done: usage, config, a file, a disk, or nobody answers. */
export const refusedCode = 2;
/** A bug of ours. */
export const bugCode = 3;
