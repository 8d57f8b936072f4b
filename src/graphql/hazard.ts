import {
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import type { HazardRow } from '../usecases/loaders.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';
import { Photo } from './photo.js';
import { CheckOutcome } from './rectification-outcome.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export const Severity = { ORDINARY: 'ORDINARY', MAJOR: 'MAJOR' } as const;
registerEnumType(Severity, {
  name: 'Severity',
  description: 'How serious a finding is; set by the catalogue of check items.',
  valuesConfig: { ORDINARY: { description: '一般隐患' }, MAJOR: { description: '重大隐患' } },
});

export const HazardState = { OPEN: 'OPEN', CLOSED: 'CLOSED', WITHDRAWN: 'WITHDRAWN' } as const;
registerEnumType(HazardState, {
  name: 'HazardState',
  description: 'Whether a hazard is still to be put right.',
  valuesConfig: {
    OPEN: { description: '待整改' },
    CLOSED: { description: '已整改' },
    WITHDRAWN: { description: 'Recorded by mistake: it counts on no day (已撤销).' },
  },
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
  state!: HazardRow['state'];

  @Field(() => DateScalar, { nullable: true, description: 'Day on which it was found put right.' })
  closedOn!: string | null;

  @Field(() => Int, { description: 'How often it was found not put right after its term.' })
  failureCount!: number;

  @Field(() => String, { nullable: true, description: 'The room; null in the public area.' })
  room!: string | null;

  @Field(() => [Photo], { description: 'Photos of the finding.' })
  photos!: readonly Photo[];

  @Field(() => DateScalar, { description: 'The day on which an officer looks again (复查).' })
  revisitOn!: string;

  @Field(() => Boolean, {
    description:
      'True when the term runs into a year without a published calendar of working days, so that it may still move.',
  })
  isProvisional!: boolean;

  uuid!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A look at a hazard by an officer (复查记录).' })
export class HazardCheck {
  @Field(() => CheckOutcome, { description: 'Put right or not.' })
  outcome!: 'RECTIFIED' | 'NOT_RECTIFIED' | 'WITHIN_TERM';

  @Field(() => DateScalar, { description: 'Day of the look.' })
  checkedOn!: string;

  @Field(() => String, { description: 'The officer who looked.' })
  officerName!: string;

  @Field(() => String, { description: 'What was seen.' })
  evidence!: string;

  @Field(() => [Photo], { description: 'Photos of it.' })
  photos!: readonly Photo[];

  @Field(() => DateScalar, { description: 'Last day of the term that was looked at.' })
  dueOn!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordedAt!: string;
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
    room: row.room,
    photos: row.photos,
    revisitOn: row.revisitOn,
    isProvisional: row.provisional,
    uuid: row.id,
  };
}

@Resolver(() => Hazard)
export class HazardResolver {
  @FieldResolver(() => [HazardCheck], { description: 'Every look at it, oldest first.' })
  checks(@Root() { uuid }: Hazard, @Ctx() context: Context): Promise<HazardCheck[]> {
    return context.loaders.checksOfHazard.load(uuid);
  }
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
    'room',
    'photos',
    'revisitOn',
    'isProvisional',
    'checks',
  ),
  HazardCheck: inheritedFields(
    'outcome',
    'checkedOn',
    'officerName',
    'evidence',
    'photos',
    'dueOn',
    'recordedAt',
  ),
};
