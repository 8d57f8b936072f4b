import { DomainError } from '../../domain/refusal.js';
import type { ObjectKind } from '../../domain/spot-check-item.js';
import { LIST_SPOT_CHECK_LIMITS } from '../../store/inspection-items.js';
import { FIND_TARGETS } from '../../store/spot-check-plans.js';
import type { Queryable } from '../../store/statement.js';
import type { Context } from '../context.js';
import { narrowRegions } from './narrow-regions.js';

/** Whom a targeted task is about: a list, or a filter that is asked again at each draw. */
export interface TargetInput {
  readonly publicIds?: readonly string[] | null | undefined;
  readonly classCodes?: readonly string[] | null | undefined;
  /** Only whom this limit finds overdue. */
  readonly overdueLimitCode?: string | null | undefined;
}

export interface Target {
  readonly kind: 'TARGETED' | 'UNTARGETED';
  readonly classCodes: readonly string[] | null;
  readonly overdueLimitCode: string | null;
  readonly isListed: boolean;
  /** The public ids of the list; empty where there is none. */
  readonly listed: readonly string[];
}

const MOST_LISTED = 1_000;
const MOST_CLASSES = 20;
const FIELD = ['input', 'target'];

/** Reads it, with every public id found in the region of the task; no target at all is an untargeted task. */
export async function readTarget(
  context: Context,
  queryable: Queryable,
  task: { readonly input: TargetInput | null; readonly kind: ObjectKind; readonly regionCode: string },
): Promise<Target> {
  const { input, kind, regionCode } = task;
  if (input === null)
    return { kind: 'UNTARGETED', classCodes: null, overdueLimitCode: null, isListed: false, listed: [] };
  const { publicIds, classCodes, overdueLimitCode } = input;
  if (publicIds == null && classCodes == null && overdueLimitCode == null)
    throw new DomainError('MISSING_VALUE', { field: FIELD });
  if (classCodes != null) requireSome(classCodes, MOST_CLASSES, 'classCodes');
  if (publicIds != null) requireSome(publicIds, MOST_LISTED, 'publicIds');
  const listed = [...new Set(publicIds ?? [])].sort();
  const regions = narrowRegions(context, regionCode, FIELD);
  const found = listed.length === 0 ? [] : await queryable.run(FIND_TARGETS, [listed, kind, regions]);
  if (found.length < listed.length) throw new DomainError('NOT_FOUND', { field: [...FIELD, 'publicIds'] });
  if (overdueLimitCode != null) await requireLimit(context, queryable, overdueLimitCode);
  return {
    kind: 'TARGETED',
    classCodes: classCodes ?? null,
    overdueLimitCode: overdueLimitCode ?? null,
    isListed: publicIds != null,
    listed,
  };
}

function requireSome(values: readonly string[], most: number, name: string): void {
  const field = [...FIELD, name];
  if (values.length === 0) throw new DomainError('MISSING_VALUE', { field });
  if (values.length > most) throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most } });
}

async function requireLimit(context: Context, queryable: Queryable, code: string): Promise<void> {
  const limits = await queryable.run(LIST_SPOT_CHECK_LIMITS, [context.today]);
  if (limits.some((limit) => limit.code === code && limit.kind === 'AT_LEAST')) return;
  throw new DomainError('UNKNOWN_CODE', { field: [...FIELD, 'overdueLimitCode'] });
}
