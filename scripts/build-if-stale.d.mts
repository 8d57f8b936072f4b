/** Compiles the product unless what was compiled last is still what lies in the source folders. */
export function buildIfStale(): Promise<void>;
