import { Field, ID as IdType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import type { HazardRow } from '../usecases/loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';
import { DateScalar } from './scalars.js';

export const Severity = { ORDINARY: 'ORDINARY', MAJOR: 'MAJOR' } as const;
registerEnumType(Severity, {
  name: 'Severity',
  description: 'How serious a finding is; set by the catalogue of check items.',
  valuesConfig: { ORDINARY: { description: '一般隐患' }, MAJOR: { description: '重大隐患' } },
});

export const HazardState = { OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
registerEnumType(HazardState, {
  name: 'HazardState',
  description: 'Whether a hazard is still to be put right.',
  valuesConfig: { OPEN: { description: '待整改' }, CLOSED: { description: '已整改' } },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something found at an inspection that must be put right by a date (隐患).',
})
export class Hazard extends Node {
  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => String, { description: 'Code of the check item.' })
  itemCode!: string;

  @Field(() => String, { description: 'The check item in words.' })
  item!: string;

  @Field(() => Severity, { description: 'Ordinary or major.' })
  severity!: 'ORDINARY' | 'MAJOR';

  @Field(() => String, { nullable: true, description: 'What was seen.' })
  description!: string | null;

  @Field(() => DateScalar, { description: 'Day of the inspection.' })
  foundOn!: string;

  @Field(() => DateScalar, { description: 'Last day of the term (整改期限).' })
  dueOn!: string;

  @Field(() => HazardState, { description: 'Open or closed.' })
  state!: 'OPEN' | 'CLOSED';

  @Field(() => DateScalar, { nullable: true, description: 'Day on which it was found put right.' })
  closedOn!: string | null;

  @Field(() => Int, { description: 'How often it was found not put right after its term.' })
  failureCount!: number;
}

export function hazardOf(row: HazardRow, locale: Locale): Hazard {
  return {
    id: globalId(ID.hazard, row.id),
    houseId: globalId(ID.rentalHouse, row.houseId),
    itemCode: row.itemCode,
    item: locale === 'en' ? row.itemEn : row.itemZh,
    severity: row.severity,
    description: row.description,
    foundOn: row.foundOn,
    dueOn: row.dueOn,
    state: row.state,
    closedOn: row.closedOn,
    failureCount: row.failureCount,
  };
}

/** Hazards by their uuids, inside the caller's jurisdiction. */
export async function loadHazards(context: Context, ids: readonly string[]): Promise<Hazard[]> {
  const rows = await context.loaders.hazard.loadMany(ids);
  return rows.flatMap((row) => (row === null || row instanceof Error ? [] : [hazardOf(row, context.locale)]));
}

export const hazardAccess: AccessMap = {
  Hazard: inheritedFields(
    'id',
    'houseId',
    'itemCode',
    'item',
    'severity',
    'description',
    'foundOn',
    'dueOn',
    'state',
    'closedOn',
    'failureCount',
  ),
};
