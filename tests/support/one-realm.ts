/** Node 24 has it; the library of ES2023 that we compile against does not tell. */
const { isError } = Error as unknown as { isError: (candidate: unknown) => boolean };

/**
 * Jest gives every test file an `Error` of its own, and what Node's sockets throw is none of these: the product would take
 * a lost connection for no error at all. Outside jest there is only one `Error`.
 */
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, candidate: unknown): boolean {
    if (this === Error) return isError(candidate);
    return Function.prototype[Symbol.hasInstance].call(this as typeof Error, candidate);
  },
});
