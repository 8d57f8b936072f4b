import { parseText, parseToldText } from '../../domain/text.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { exitByTwo } from '../steps/exit-by-two.js';
import { lockPastListEntry } from '../steps/lock-past-list-entry.js';

export interface RevokeListEntryInput extends ActInput {
  readonly entryId: string;
  /** Of the decision by which the entry is revoked or annulled. */
  readonly documentNumber: string;
  readonly reason: string;
}

/**
 * Revokes an entry whose decision was wrong or was annulled (撤销列入决定), by another officer than who confirmed it: as we know now it held on no
 * day, and its record counts for nothing. It may have ended meanwhile. What was known before stays on record.
 * Source: revoked penalties are withdrawn within three working days [L]; here at once.
 */
export function revokeListEntry(
  context: Context,
  input: RevokeListEntryInput,
): Promise<Outcome<{ entryId: string }>> {
  return command(context, 'revokeListEntry', input, async (unit, trail) => {
    const entry = await lockPastListEntry(context, unit, trail, input.entryId);
    const documentNumber = parseText(input.documentNumber, { field: ['input', 'documentNumber'], max: 100 });
    const reason = parseToldText(input.reason, { field: ['input', 'reason'], max: 1000 });
    const exit = { kind: 'REVOCATION' as const, reason, documentNumber };
    await exitByTwo(context, unit, trail, { entry, exit });
    return { entryId: entry.id };
  });
}
