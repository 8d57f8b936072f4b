import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context, Locale } from '../usecases/context.js';
import type { HouseRow } from '../usecases/loaders.js';
import { findPerson } from '../usecases/person/find-person.js';
import { findRentalHouse } from '../usecases/rental-house/find-rental-house.js';
import { countRentalHouses, listRentalHouses } from '../usecases/rental-house/list-rental-houses.js';
import { registerRentalHouse } from '../usecases/rental-house/register-rental-house.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Hazard, hazardOf, HazardState } from './hazard.js';
import { ID, globalId } from '../http/global-id.js';
import { Inspection, InspectionConnection, inspectionOf } from './inspection.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { Person, PersonInput, personOf } from './person.js';
import { Rating, ratingOf } from './rating.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';
import { CreditSubject, creditSubjectFields } from './subject.js';

export const DueReason = { FIRST_VISIT: 'FIRST_VISIT', ROUTINE: 'ROUTINE', REVISIT: 'REVISIT' } as const;
registerEnumType(DueReason, {
  name: 'DueReason',
  description: 'Why a house is due.',
  valuesConfig: {
    FIRST_VISIT: { description: 'Nobody has looked at it yet (首次检查).' },
    ROUTINE: { description: 'The interval of its tier has passed (定期检查).' },
    REVISIT: { description: 'The term of a hazard is over and somebody has to look again (复查).' },
  },
});

@ObjectType({
  implements: CreditSubject,
  simpleResolvers: true,
  description: 'A rental house (出租屋), known by the standard address of its door plate (标准地址).',
})
export class RentalHouse extends CreditSubject {
  @Field(() => String, { description: 'Standard-address code (标准地址编码).' })
  addressCode!: string;

  @Field(() => String, { description: 'Address in words.' })
  address!: string;

  @Field(() => Int, { description: 'Number of rooms let.' })
  roomCount!: number;

  @Field(() => DateScalar, { description: 'Day of registration.' })
  registeredOn!: string;

  @Field(() => Rating, {
    description:
      'Tier of the urban-village standard: civilised (文明出租屋), key (重点出租屋), watch-list (重点关注出租屋), or none while nobody has looked.',
  })
  tier!: Rating;

  @Field(() => DateScalar, { description: 'The house must be inspected by this day.' })
  nextDueOn!: string;

  @Field(() => DueReason, { description: 'Why it is due then.' })
  dueReason!: 'FIRST_VISIT' | 'ROUTINE' | 'REVISIT';

  @Field(() => Int, {
    description:
      'Counts the acts on the house: sent back with a visit as `baseVersion`, it tells a phone that it was behind.',
  })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Village grid (网格) that it lies in; null: not known.',
  })
  gridCode!: string | null;

  row!: HouseRow;
  /** There when the page that the house comes from has read it with the house. */
  owner?: Person | null;
  /** Likewise. */
  lastInspection?: Inspection | null;
}

export const RentalHouseConnection = connectionOf(RentalHouse, 'RentalHouse');

export function rentalHouseOf(row: HouseRow, locale: Locale): RentalHouse {
  return {
    uuid: row.id,
    id: globalId(ID.rentalHouse, row.id),
    regionCode: row.regionCode,
    status: row.status,
    addressCode: row.addressCode,
    address: row.address,
    roomCount: row.roomCount,
    registeredOn: row.registeredOn,
    tier: ratingOf(row.id, row, { locale }),
    nextDueOn: row.dueOn,
    dueReason: row.dueReason,
    gridCode: row.gridCode,
    version: row.houseVersion,
    row,
  };
}

@InputType({ description: 'Which rental houses are wanted.' })
export class RentalHouseFilter {
  @Field(() => RegionCodeScalar, { nullable: true, description: 'Inside this region.' })
  regionCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Grade code of the tier, or `NOT_RATED` where nobody has looked yet.',
  })
  tier?: string | null;
}

@InputType({ description: 'A rental house to be registered (出租屋登记).' })
export class RegisterRentalHouseInput extends Act {
  @Field(() => String, { description: 'Standard-address code: 6–40 of A–Z, 0–9 and hyphen.' })
  addressCode!: string;

  @Field(() => String, { description: 'Address in words, at most 200 characters.' })
  address!: string;

  @Field(() => RegionCodeScalar, { description: 'The village (12 digits).' })
  regionCode!: string;

  @Field(() => Int, { description: 'Rooms let, 1–999.' })
  roomCount!: number;

  @Field(() => PersonInput, { description: 'Owner (房主).' })
  owner!: PersonInput;

  @Field(() => PersonInput, { nullable: true, description: 'Manager (管理人), if there is one.' })
  manager?: PersonInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Village grid (网格), if it is known: 1–40 of A–Z, 0–9 and hyphen.',
  })
  gridCode?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a registration.' })
export class RegisterRentalHousePayload extends Payload {
  @Field(() => RentalHouse, { nullable: true, description: 'The house with its first due date.' })
  rentalHouse?: RentalHouse | null;
}

/** A house by its uuid, inside the caller's jurisdiction. */
export async function loadRentalHouse(context: Context, uuid: string): Promise<RentalHouse | null> {
  const row = await context.loaders.house.load(uuid);
  return row === null ? null : rentalHouseOf(row, context.locale);
}

@Resolver(() => RentalHouse)
export class RentalHouseResolver {
  @Query(() => RentalHouse, {
    nullable: true,
    description: 'A house of the jurisdiction by its standard-address code.',
  })
  async rentalHouse(
    @Arg('addressCode', () => String, { description: 'Standard-address code.' }) addressCode: string,
    @Ctx() context: Context,
  ) {
    const row = await findRentalHouse(context, addressCode);
    return row === null ? null : rentalHouseOf(row, context.locale);
  }

  @Query(() => RentalHouseConnection, {
    complexity: connectionCost,
    description: 'Rental houses of the jurisdiction, by standard-address code.',
  })
  async rentalHouses(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => RentalHouseFilter, {
      nullable: true,
      description: 'Which of them; all when absent.',
    })
    filter?: RentalHouseFilter | null,
  ) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listRentalHouses(context, filter ?? {}, request), {
      nodeOf: (row) => rentalHouseOf(row, context.locale),
      keysetOf: (row) => [row.addressCode],
      countAll: () => countRentalHouses(context, filter ?? {}),
    });
  }

  @Mutation(() => RegisterRentalHousePayload, {
    description:
      'Opens the credit file of a rental house with its owner and manager. It is due within the first-visit term.',
  })
  async registerRentalHouse(
    @Arg('input', () => RegisterRentalHouseInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RegisterRentalHouseInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await registerRentalHouse(context, input), async ({ houseId }) => ({
      rentalHouse: await loadRentalHouse(context, houseId),
    }));
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Owner (房主).' })
  async owner(@Root() { row }: RentalHouse, @Ctx() context: Context): Promise<Person | null> {
    const person = await findPerson(context, row.ownerId, 'RentalHouse.owner');
    return person === null ? null : personOf(person);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Manager (管理人), if there is one.' })
  async manager(@Root() { row }: RentalHouse, @Ctx() context: Context): Promise<Person | null> {
    const person =
      row.managerId === null ? null : await findPerson(context, row.managerId, 'RentalHouse.manager');
    return person === null ? null : personOf(person);
  }

  @FieldResolver(() => Inspection, {
    nullable: true,
    description: 'The last inspection; null if there was none.',
  })
  async lastInspection(@Root() { row }: RentalHouse, @Ctx() context: Context): Promise<Inspection | null> {
    const last =
      row.lastInspectionId === null ? null : await context.loaders.inspection.load(row.lastInspectionId);
    return last === null ? null : inspectionOf(last);
  }

  @FieldResolver(() => InspectionConnection, {
    complexity: connectionCost,
    description: 'All inspections, newest first.',
  })
  async inspections(
    @Root() { uuid }: RentalHouse,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await context.loaders.inspections(request).load(uuid), {
      nodeOf: inspectionOf,
      keysetOf: (row) => [row.inspectedOn, row.id],
      countAll: () => context.loaders.inspectionCount.load(uuid),
    });
  }

  @FieldResolver(() => [Hazard], { description: 'Hazards (隐患), newest first.' })
  async hazards(
    @Root() { uuid }: RentalHouse,
    @Ctx() context: Context,
    @Arg('state', () => HazardState, { nullable: true, description: 'Only open or only closed ones.' })
    state?: 'OPEN' | 'CLOSED' | null,
  ): Promise<Hazard[]> {
    const hazards = await context.loaders.hazardsOfHouse.load(uuid);
    return hazards
      .filter((row) => state == null || row.state === state)
      .map((row) => hazardOf(row, context.locale));
  }
}

const stationAndOversight = allow('STATION_OFFICER', 'AUDITOR');

export const rentalHouseAccess: AccessMap = {
  Query: { rentalHouse: stationAndOversight, rentalHouses: stationAndOversight },
  Mutation: { registerRentalHouse: allow('STATION_OFFICER') },
  RentalHouse: {
    ...creditSubjectFields,
    ...inheritedFields(
      'addressCode',
      'address',
      'roomCount',
      'registeredOn',
      'tier',
      'nextDueOn',
      'dueReason',
      'gridCode',
      'version',
    ),
    ...inheritedFields('owner', 'manager', 'lastInspection', 'inspections', 'hazards'),
  },
  RegisterRentalHousePayload: { ...payloadFields, rentalHouse: inherited },
  ...connectionAccess('RentalHouse'),
};
