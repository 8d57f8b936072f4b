import { DomainError } from '../../domain/refusal.js';
import { parseText, parseToldText } from '../../domain/text.js';
import { command, type ActInput, type Outcome } from '../command.js';
import type { Context } from '../context.js';
import { exitByTwo } from '../steps/exit-by-two.js';
import { lockListEntry } from '../steps/lock-list-entry.js';

export interface RecordCourtRemovalInput extends ActInput {
  readonly entryId: string;
  readonly courtDocument: string;
  readonly reason: string;
}

/**
 * Records that a court has removed somebody from a list of courts (人民法院移出), by its document and another officer than who confirmed the entry; of an
 * entry that another organ has delivered the first officer asks and a second one ends it.
 * Source: judgment defaulters are removed by the court that has listed them [K].
 */
export function recordCourtRemoval(
  context: Context,
  input: RecordCourtRemovalInput,
): Promise<Outcome<{ entryId: string }>> {
  return command(context, 'recordCourtRemoval', input, async (unit, trail) => {
    const entry = await lockListEntry(context, unit, trail, input.entryId);
    if (entry.terms.notice !== 'COURT') {
      throw new DomainError('WRONG_STATE', {
        field: ['input', 'entryId'],
        explanation: { zh: '该名单不由人民法院移出。', en: 'Courts do not remove anybody from this list.' },
      });
    }
    const documentNumber = parseText(input.courtDocument, { field: ['input', 'courtDocument'], max: 100 });
    const reason = parseToldText(input.reason, { field: ['input', 'reason'], max: 1000 });
    await exitByTwo(context, unit, trail, { entry, exit: { kind: 'COURT', reason, documentNumber } });
    return { entryId: entry.id };
  });
}
