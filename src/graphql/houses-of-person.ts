import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { openPersonFile } from '../usecases/person/open-person-file.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import { Person } from './person.js';
import { RentalHouseConnection, rentalHouseOf } from './rental-house.js';

@ObjectType({ simpleResolvers: true, description: 'Houses of one tier.' })
export class HousesOfTier {
  @Field(() => String, { description: 'Grade code of the tier.' })
  gradeCode!: string;

  @Field(() => String, { description: 'The tier in words.' })
  label!: string;

  @Field(() => Int, { description: 'How many houses.' })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How the houses stand that somebody manages, inside the jurisdiction of the caller.',
})
export class ManagedHouseSummary {
  @Field(() => Int, { description: 'Houses that he manages.' })
  houses!: number;

  @Field(() => [HousesOfTier], {
    description: 'How many of each tier, best first; houses that nobody has looked at are of none.',
  })
  tiers!: readonly HousesOfTier[];

  @Field(() => Int, { description: 'Hazards that are still to be put right in them.' })
  openHazards!: number;

  @Field(() => Int, {
    description: 'Rectifications that failed in his time within twelve months up to today.',
  })
  failedRectifications12Months!: number;
}

const NONE: ManagedHouseSummary = {
  houses: 0,
  tiers: [],
  openHazards: 0,
  failedRectifications12Months: 0,
};

@Resolver(() => Person)
export class HousesOfPersonResolver {
  @FieldResolver(() => RentalHouseConnection, {
    complexity: connectionCost,
    description:
      'Rental houses that the person owns, inside the jurisdiction, by standard-address code. Needs a stated purpose (`x-purpose`); each look is logged.',
  })
  housesOwned(
    @Root() { uuid }: Person,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    return housesOf(context, uuid, { role: 'OWNER', page });
  }

  @FieldResolver(() => RentalHouseConnection, {
    complexity: connectionCost,
    description:
      'Rental houses that the person manages, inside the jurisdiction, by standard-address code. Needs a stated purpose (`x-purpose`); each look is logged.',
  })
  housesManaged(
    @Root() { uuid }: Person,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    return housesOf(context, uuid, { role: 'MANAGER', page });
  }

  @FieldResolver(() => ManagedHouseSummary, {
    description:
      'The managed houses in figures (所管房屋汇总). Needs a stated purpose (`x-purpose`); each look is logged.',
  })
  async managedHouseSummary(@Root() { uuid }: Person, @Ctx() context: Context): Promise<ManagedHouseSummary> {
    await openPersonFile(context, uuid, 'Person.managedHouseSummary');
    const summary = await context.loaders.managedSummary.load(uuid);
    if (summary === null) return NONE;
    const tiers = summary.tiers.map(({ labelZh, labelEn, ...tier }) => ({
      ...tier,
      label: context.locale === 'en' ? labelEn : labelZh,
    }));
    return { ...summary, tiers };
  }
}

async function housesOf(
  context: Context,
  personId: string,
  { role, page }: { role: 'OWNER' | 'MANAGER'; page: PageArguments },
) {
  const request = pageRequest(page, ['string']);
  await openPersonFile(context, personId, role === 'OWNER' ? 'Person.housesOwned' : 'Person.housesManaged');
  const found = await context.loaders.housesOf({ role, page: request }).load(personId);
  return connectionFor(request, found, {
    nodeOf: (row) => rentalHouseOf(row, context.locale),
    keysetOf: (row) => [row.addressCode],
    countAll: () => context.loaders.houseCountOf(role).load(personId),
  });
}

const stationAndOversight = allow('STATION_OFFICER', 'AUDITOR');

export const housesOfPersonAccess: AccessMap = {
  Person: {
    housesOwned: stationAndOversight,
    housesManaged: stationAndOversight,
    managedHouseSummary: stationAndOversight,
  },
  HousesOfTier: inheritedFields('gradeCode', 'label', 'count'),
  ManagedHouseSummary: inheritedFields('houses', 'tiers', 'openHazards', 'failedRectifications12Months'),
};
