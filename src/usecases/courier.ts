import type { Attempt } from '../domain/delivery.js';

/** A message on its way to the system of an office. */
export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutSeconds: number;
  /** Gives up at once when the service stops. */
  readonly signal: AbortSignal;
}

/** Carries messages to addresses that the operator allows, and to no other. */
export interface Courier {
  /** Whether the operator's list allows this address, as it stands now. */
  mayReach(url: string): boolean;
  /** Never throws: that a system is away is an outcome. An address that the list does not allow is not even looked up. */
  carry(message: Message): Promise<Attempt>;
}
