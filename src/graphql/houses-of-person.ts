import { Args, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { openPersonFile } from '../usecases/person/open-person-file.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { connectionCost, connectionFor, PageArguments, pageRequest } from './paging.js';
import { Person } from './person.js';
import { RentalHouseConnection, rentalHouseOf } from './rental-house.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How the houses stand that somebody manages, inside the jurisdiction of the caller.',
})
export class ManagedHouseSummary {
  @Field(() => Int, { description: 'Houses that he manages.' })
  houses!: number;

  @Field(() => Int, { description: 'Of them civilised (文明出租屋).' })
  civilised!: number;

  @Field(() => Int, { description: 'Of them key (重点出租屋).' })
  key!: number;

  @Field(() => Int, { description: 'Of them watch-list (重点关注出租屋).' })
  watchList!: number;

  @Field(() => Int, { description: 'Hazards that are still to be put right in them.' })
  openHazards!: number;

  @Field(() => Int, {
    description: 'Rectifications that failed in his time within twelve months up to today.',
  })
  failedRectifications12Months!: number;
}

const NONE: ManagedHouseSummary = {
  houses: 0,
  civilised: 0,
  key: 0,
  watchList: 0,
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
    return (await context.loaders.managedSummary.load(uuid)) ?? NONE;
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
  ManagedHouseSummary: inheritedFields(
    'houses',
    'civilised',
    'key',
    'watchList',
    'openHazards',
    'failedRectifications12Months',
  ),
};
