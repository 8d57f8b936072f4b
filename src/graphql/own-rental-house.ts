import {
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { overdueDays } from '../domain/inspection-schedule.js';
import { howToObject, objectionUntil } from '../domain/objection.js';
import { RENTAL_HOUSE_SECTOR } from '../domain/sectors.js';
import { treatmentInWords } from '../domain/treatment-words.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import type { HazardRow } from '../usecases/loaders.js';
import { listOwnHouses, type OwnHouseRow } from '../usecases/own-house/list-own-houses.js';
import { listOwnRatings } from '../usecases/own-house/list-own-ratings.js';
import { listTierPeriods, type TierPeriodRow } from '../usecases/own-house/list-tier-periods.js';
import { listTreatments } from '../usecases/subject/list-treatments.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Severity } from './hazard.js';
import { ObjectorRole } from './objection-acts.js';
import { OwnRating, ownRatingOf } from './own-rating.js';
import { RectificationReport, reportOf } from './rectification-report.js';
import { DateScalar } from './scalars.js';
import { objectionOf, TierObjection } from './tier-objection.js';

/** Most people have one house, and hardly anybody more than a few. */
const USUAL_HOUSES = 5;
const FIRST_HUNDRED = { limit: 100, backward: false, from: null };

@ObjectType({
  simpleResolvers: true,
  description: 'A hazard of an own house that is still to be put right (待整改隐患).',
})
export class OwnHazard {
  @Field(() => IdType, { description: 'For `reportRectification`.' })
  id!: string;

  @Field(() => String, { description: 'What was looked at, in words.' })
  item!: string;

  @Field(() => Severity, { description: 'Ordinary or major.' })
  severity!: HazardRow['severity'];

  @Field(() => String, { nullable: true, description: 'What was seen.' })
  description!: string | null;

  @Field(() => DateScalar, { description: 'Day of the inspection.' })
  foundOn!: string;

  @Field(() => DateScalar, { description: 'Last day of the term (整改期限).' })
  dueOn!: string;

  @Field(() => Int, { description: 'Days since the term ended; 0 while it runs.' })
  overdueDays!: number;

  @Field(() => Int, { description: 'How often it was found not put right after its term.' })
  failureCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A tier that an own house has had (历史等级).' })
export class OwnTierPeriod {
  @Field(() => String, { description: 'The tier in words.' })
  label!: string;

  @Field(() => String, { description: 'Its management colour.' })
  colour!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null while it holds.' })
  to!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A past inspection of an own house (检查记录).' })
export class OwnInspection {
  @Field(() => DateScalar, { description: 'Day of the visit.' })
  inspectedOn!: string;

  @Field(() => [String], { description: 'What was found, in words; empty when nothing was.' })
  findings!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A rental house as its owner or manager sees it (房主本人查询): nothing about other people, nor about visits to come.',
})
export class OwnRentalHouse {
  @Field(() => IdType, { description: 'For `objectToTier`.' })
  id!: string;

  @Field(() => String, { description: 'Address in words.' })
  address!: string;

  @Field(() => String, { description: 'Standard-address code (标准地址编码).' })
  addressCode!: string;

  @Field(() => [ObjectorRole], { description: 'What the caller is to the house.' })
  roles!: readonly (keyof typeof ObjectorRole)[];

  @Field(() => String, { description: 'The police station in charge.' })
  stationName!: string;

  @Field(() => OwnRating, { description: 'Its tier, with reasons.' })
  tier!: OwnRating;

  @Field(() => Boolean, { description: 'True while an objection to the tier waits for an answer.' })
  disputed!: boolean;

  row!: OwnHouseRow;
}

function ownHouseOf(row: OwnHouseRow, locale: Locale): OwnRentalHouse {
  const { id, address, addressCode, stationName, disputed, isOwner, isManager } = row;
  return {
    id: globalId(ID.rentalHouse, id),
    ...{ address, addressCode, stationName, disputed },
    roles: [...(isOwner ? (['OWNER'] as const) : []), ...(isManager ? (['MANAGER'] as const) : [])],
    tier: ownRatingOf(id, row, locale),
    row,
  };
}

function ownHazardOf(row: HazardRow, { locale, today }: Context): OwnHazard {
  const { severity, description, foundOn, dueOn, failureCount } = row;
  return {
    id: globalId(ID.hazard, row.id),
    item: itemOf(row, locale),
    ...{ severity, description, foundOn, dueOn, failureCount },
    overdueDays: overdueDays(dueOn, today),
  };
}

function itemOf({ itemZh, itemEn }: HazardRow, locale: Locale): string {
  return locale === 'en' ? itemEn : itemZh;
}

function periodOf({ row, fromOn, toOn }: TierPeriodRow, locale: Locale): OwnTierPeriod {
  return { label: locale === 'en' ? row.labelEn : row.labelZh, colour: row.colour, from: fromOn, to: toOn };
}

@Resolver(() => OwnRentalHouse)
export class OwnRentalHouseResolver {
  @Query(() => [OwnRentalHouse], {
    complexity: ({ childComplexity }) => 1 + USUAL_HOUSES * childComplexity,
    description:
      'The houses that the caller owns or manages now, by their address codes; at most 500, whoever has more asks his station. Each look is logged.',
  })
  async ownRentalHouses(@Ctx() context: Context): Promise<OwnRentalHouse[]> {
    return (await listOwnHouses(context)).map((row) => ownHouseOf(row, context.locale));
  }

  @Query(() => [OwnRating], {
    description:
      'What the caller himself is rated as an owner (`rental-owner`) or a manager (`rental-manager`) of rental houses. Each look is logged.',
  })
  async ownRatings(@Ctx() context: Context): Promise<OwnRating[]> {
    return (await listOwnRatings(context)).map((row) => ownRatingOf(row.subjectId, row, context.locale));
  }

  @FieldResolver(() => [String], {
    complexity: 10,
    description: 'What follows from the tier (分级措施), in Chinese as a notice says it.',
  })
  async whatFollows(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<string[]> {
    const treatments = await listTreatments(context, row.id);
    return treatments
      .filter(({ sector, kind }) => sector === RENTAL_HOUSE_SECTOR && kind !== 'INSPECTION_EFFORT')
      .map(treatmentInWords);
  }

  @FieldResolver(() => [OwnHazard], { description: 'Hazards still to be put right, newest first.' })
  async openHazards(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<OwnHazard[]> {
    const hazards = await context.loaders.hazardsOfHouse.load(row.id);
    return hazards.filter(({ state }) => state === 'OPEN').map((hazard) => ownHazardOf(hazard, context));
  }

  @FieldResolver(() => [OwnTierPeriod], {
    description: 'The tiers that it has had, newest first, from its last hundred changes.',
  })
  async tierHistory(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<OwnTierPeriod[]> {
    return (await listTierPeriods(context, row.id)).map((period) => periodOf(period, context.locale));
  }

  @FieldResolver(() => [OwnInspection], { description: 'The last hundred inspections, newest first.' })
  async inspections(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<OwnInspection[]> {
    const { hazardsOfHouse, inspections } = context.loaders;
    const [hazards, { rows }] = await Promise.all([
      hazardsOfHouse.load(row.id),
      inspections(FIRST_HUNDRED).load(row.id),
    ]);
    return rows.map(({ id, inspectedOn }) => ({
      inspectedOn,
      findings: hazards
        .filter(({ inspectionId }) => inspectionId === id)
        .map((hazard) => itemOf(hazard, context.locale)),
    }));
  }

  @FieldResolver(() => [TierObjection], {
    description: "The caller's own objections to its tier, newest first.",
  })
  async objections(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<TierObjection[]> {
    const objections = await context.loaders.ownObjections.load(row.id);
    return objections.map((objection) => objectionOf(objection, context));
  }

  @FieldResolver(() => [RectificationReport], {
    description: "The caller's own reports of rectification, newest first.",
  })
  async reports(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<RectificationReport[]> {
    return (await context.loaders.ownReports.load(row.id)).map(reportOf);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description: 'Last day on which the tier may be objected to; null: any day.',
  })
  async objectionUntil(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<string | null> {
    return objectionUntil(await reviewOf(row, context), row.toldOn);
  }

  @FieldResolver(() => String, { description: 'How, where and until when to object, in words (异议途径).' })
  async howToObject(@Root() { row }: OwnRentalHouse, @Ctx() context: Context): Promise<string> {
    const { zh, en } = howToObject({
      officeName: row.stationName,
      review: await reviewOf(row, context),
      toldOn: row.toldOn,
      usualWorkingDays: row.answerWorkingDays,
    });
    return context.locale === 'en' ? en : zh;
  }
}

async function reviewOf({ standardId }: OwnHouseRow, { loaders }: Context) {
  return (await loaders.standard.load(standardId))?.definition.review;
}

export const ownRentalHouseAccess: AccessMap = {
  Query: { ownRentalHouses: allow('RESIDENT'), ownRatings: allow('RESIDENT') },
  OwnRentalHouse: {
    ...inheritedFields('id', 'address', 'addressCode', 'roles', 'stationName', 'tier', 'disputed'),
    ...inheritedFields('whatFollows', 'openHazards', 'tierHistory', 'inspections', 'objections', 'reports'),
    ...inheritedFields('objectionUntil', 'howToObject'),
  },
  OwnHazard: inheritedFields(
    'id',
    'item',
    'severity',
    'description',
    'foundOn',
    'dueOn',
    'overdueDays',
    'failureCount',
  ),
  OwnTierPeriod: inheritedFields('label', 'colour', 'from', 'to'),
  OwnInspection: inheritedFields('inspectedOn', 'findings'),
};
