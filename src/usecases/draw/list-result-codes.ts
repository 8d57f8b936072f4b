import { LIST_RESULT_CODES, type ResultCodeRow } from '../../store/spot-checks.js';
import type { Context } from '../context.js';

export type { ResultCodeRow };

/** The official result codes of random inspections. */
export function listResultCodes(context: Context): Promise<ResultCodeRow[]> {
  return context.store.run(LIST_RESULT_CODES, []);
}
