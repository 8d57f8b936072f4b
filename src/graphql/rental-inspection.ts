import {
  Arg,
  Args,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { overdueDays } from '../domain/inspection-schedule.js';
import type { Context, Locale } from '../usecases/context.js';
import { recordRectification } from '../usecases/hazard/record-rectification.js';
import {
  countDueInspections,
  type DueInspection as DueRow,
  listDueInspections,
} from '../usecases/inspection/list-due-inspections.js';
import { type CheckItemRow, listCheckItems } from '../usecases/inspection/list-check-items.js';
import { recordInspection } from '../usecases/inspection/record-inspection.js';
import { type AccessMap, allow, inherited, inheritedFields, signedIn } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Hazard, hazardOf, Severity } from './hazard.js';
import { ID } from '../http/global-id.js';
import { uuidIn } from './ids.js';
import { Inspection, inspectionOf } from './inspection.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { personOf } from './person.js';
import { loadRentalHouse, RentalHouse, rentalHouseOf } from './rental-house.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A rental house on the worklist of its station (待检查出租屋).',
})
export class DueInspection {
  @Field(() => RentalHouse, { description: 'The house, with address and tier.' })
  house!: RentalHouse;

  @Field(() => DateScalar, { description: 'The day by which it must be inspected.' })
  dueOn!: string;

  @Field(() => Int, { description: 'Days overdue on the day asked for; 0 when it is due on it.' })
  overdueDays!: number;

  @Field(() => String, { description: 'Why it is on the list, in words.' })
  reason!: string;
}

export const DueInspectionConnection = connectionOf(DueInspection, 'DueInspection');

function dueInspectionOf({ row, owner, lastInspection }: DueRow, on: string, locale: Locale): DueInspection {
  const house = rentalHouseOf(row, locale);
  house.owner = personOf(owner);
  house.lastInspection = lastInspection === null ? null : inspectionOf(lastInspection);
  const days = overdueDays(row.dueOn, on);
  return { house, dueOn: row.dueOn, overdueDays: days, reason: reasonOf(row, days, locale) };
}

function reasonOf(row: DueRow['row'], days: number, locale: Locale): string {
  if (locale === 'en') {
    const why = row.dueReason === 'FIRST_VISIT' ? 'First visit' : `${row.labelEn}: interval passed`;
    if (days === 0) return `${why}, due on this day`;
    return `${why}, ${days} ${days === 1 ? 'day' : 'days'} overdue`;
  }
  const why = row.dueReason === 'FIRST_VISIT' ? '首次检查' : `${row.labelZh}定期检查`;
  return days > 0 ? `${why}，已逾期${days}天` : `${why}，当日到期`;
}

@ObjectType({ simpleResolvers: true, description: 'What an inspection looks at (检查项目).' })
export class CheckItem {
  @Field(() => String, { description: 'Code, for findings.' })
  code!: string;

  @Field(() => String, { description: 'In words.' })
  label!: string;

  @Field(() => Severity, { description: 'Severity of a finding.' })
  severity!: 'ORDINARY' | 'MAJOR';

  @Field(() => Int, { description: 'Length of the term to put it right.' })
  termValue!: number;

  @Field(() => String, { description: 'Unit of the term: DAY, WEEK or WORKING_DAY (工作日).' })
  termUnit!: string;
}

function checkItemOf(row: CheckItemRow, locale: Locale): CheckItem {
  return { ...row, label: locale === 'en' ? row.labelEn : row.labelZh };
}

@InputType({ description: 'Something that was found (检查发现).' })
export class FindingInput {
  @Field(() => String, { description: 'Code of the check item.' })
  itemCode!: string;

  @Field(() => String, { nullable: true, description: 'What was seen, at most 1,000 characters.' })
  description?: string | null;
}

@InputType({ description: 'A carried-out inspection.' })
export class RecordInspectionInput extends Act {
  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => DateScalar, { description: 'Day of the visit; not in the future.' })
  inspectedOn!: string;

  @Field(() => IdType, { description: 'The second officer present, of the same station.' })
  secondOfficerId!: string;

  @Field(() => [FindingInput], { description: 'What was found, at most 50; empty when nothing was.' })
  findings!: FindingInput[];

  @Field(() => String, { nullable: true, description: 'Remark, at most 2,000 characters.' })
  note?: string | null;
}

@ObjectType({ simpleResolvers: true })
abstract class HouseEffectPayload extends Payload {
  @Field(() => RentalHouse, {
    nullable: true,
    description: 'The house as it is now, with its next due date.',
  })
  house?: RentalHouse | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier before the act.' })
  gradeBefore?: string | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier after it.' })
  gradeAfter?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the house must be inspected next.' })
  nextDueOn?: string | null;
}

const houseEffectFields = {
  ...payloadFields,
  ...inheritedFields('house', 'gradeBefore', 'gradeAfter', 'nextDueOn'),
};

@ObjectType({ simpleResolvers: true, description: 'What an inspection changed, at once.' })
export class RecordInspectionPayload extends HouseEffectPayload {
  @Field(() => Inspection, { nullable: true, description: 'The inspection.' })
  inspection?: Inspection | null;

  @Field(() => [Hazard], { nullable: true, description: 'The hazards to be put right.' })
  hazards?: Hazard[] | null;
}

export const RectificationOutcome = { RECTIFIED: 'RECTIFIED', NOT_RECTIFIED: 'NOT_RECTIFIED' } as const;
registerEnumType(RectificationOutcome, {
  name: 'RectificationOutcome',
  description: 'What became of a hazard.',
  valuesConfig: {
    RECTIFIED: { description: 'Put right (已整改): it is closed.' },
    NOT_RECTIFIED: {
      description: 'Not put right when the term ended (逾期未整改): it is counted and a new term begins.',
    },
  },
});

@InputType({ description: 'What an officer saw when he looked at a hazard again.' })
export class RecordRectificationInput extends Act {
  @Field(() => IdType, { description: 'The hazard.' })
  hazardId!: string;

  @Field(() => RectificationOutcome, { description: 'Put right or not.' })
  outcome!: 'RECTIFIED' | 'NOT_RECTIFIED';

  @Field(() => DateScalar, { description: 'Day of the look; not in the future.' })
  checkedOn!: string;

  @Field(() => String, { description: 'What was seen, at most 1,000 characters.' })
  evidence!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a rectification changed, at once.' })
export class RecordRectificationPayload extends HouseEffectPayload {
  @Field(() => Hazard, { nullable: true, description: 'The hazard as it is now.' })
  hazard?: Hazard | null;
}

@Resolver()
export class RentalInspectionResolver {
  @Query(() => DueInspectionConnection, {
    complexity: connectionCost,
    description:
      "Houses of the caller's station that are due on a day or have been due before it, longest overdue first (工作清单). Intervals follow the tier: watch-list weekly, key every half month, civilised quarterly.",
  })
  async inspectionWorklist(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today by default.' })
    day?: string | null,
  ) {
    const on = day ?? context.today;
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listDueInspections(context, on, request), {
      nodeOf: (row) => dueInspectionOf(row, on, context.locale),
      keysetOf: ({ row }) => [row.dueOn, row.id],
      countAll: () => countDueInspections(context, on),
    });
  }

  @Query(() => [CheckItem], { description: 'The catalogue of what inspections of rental houses look at.' })
  async checkItems(@Ctx() context: Context): Promise<CheckItem[]> {
    return (await listCheckItems(context)).map((row) => checkItemOf(row, context.locale));
  }

  @Mutation(() => RecordInspectionPayload, {
    description:
      'Records an inspection with its findings; hazards, tier and next due date follow in the same transaction.',
  })
  async recordInspection(
    @Arg('input', () => RecordInspectionInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordInspectionInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordInspection(context, {
      ...input,
      houseId: uuidIn(input.houseId, ID.rentalHouse),
      secondOfficerId: uuidIn(input.secondOfficerId, ID.officer),
    });
    return payloadOf(context, outcome, async ({ inspectionId, hazardIds, houseId, ...effect }) => {
      const inspection = await context.loaders.inspection.load(inspectionId);
      const hazards = await loadHazards(context, hazardIds);
      return {
        ...effect,
        house: await loadRentalHouse(context, houseId),
        inspection: inspection === null ? null : inspectionOf(inspection),
        hazards,
      };
    });
  }

  @Mutation(() => RecordRectificationPayload, {
    description:
      'Closes a hazard that was put right, or counts that it was not; tier and next due date follow at once.',
  })
  async recordRectification(
    @Arg('input', () => RecordRectificationInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RecordRectificationInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordRectification(context, {
      ...input,
      hazardId: uuidIn(input.hazardId, ID.hazard),
    });
    return payloadOf(context, outcome, async ({ hazardId, houseId, ...effect }) => {
      const [hazard] = await loadHazards(context, [hazardId]);
      return { ...effect, house: await loadRentalHouse(context, houseId), hazard: hazard ?? null };
    });
  }
}

async function loadHazards(context: Context, ids: readonly string[]): Promise<Hazard[]> {
  const rows = await context.loaders.hazard.loadMany(ids);
  return rows.flatMap((row) => (row === null || row instanceof Error ? [] : [hazardOf(row, context.locale)]));
}

const station = allow('STATION_OFFICER');

export const rentalInspectionAccess: AccessMap = {
  Query: { inspectionWorklist: station, checkItems: signedIn },
  Mutation: { recordInspection: station, recordRectification: station },
  DueInspection: inheritedFields('house', 'dueOn', 'overdueDays', 'reason'),
  CheckItem: inheritedFields('code', 'label', 'severity', 'termValue', 'termUnit'),
  RecordInspectionPayload: { ...houseEffectFields, inspection: inherited, hazards: inherited },
  RecordRectificationPayload: { ...houseEffectFields, hazard: inherited },
  ...connectionAccess('DueInspection'),
};
