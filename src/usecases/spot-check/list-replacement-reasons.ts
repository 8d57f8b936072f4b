import { LIST_REPLACEMENT_REASONS, type ReplacementReasonRow } from '../../store/recusals.js';
import type { Context } from '../context.js';

export type { ReplacementReasonRow };

/** Why an inspector who was drawn may be replaced. */
export function listReplacementReasons(context: Context): Promise<ReplacementReasonRow[]> {
  return context.store.run(LIST_REPLACEMENT_REASONS, []);
}
