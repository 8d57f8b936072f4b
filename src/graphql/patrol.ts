import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { DomainError } from '../domain/refusal.js';
import { globalId, ID, parseGlobalId } from '../http/global-id.js';
import type { Context, Locale } from '../usecases/context.js';
import { type ClueRow, countClues, listClues } from '../usecases/patrol/list-clues.js';
import { countPatrols, listPatrols, type PatrolLine } from '../usecases/patrol/list-patrols.js';
import { recordPatrol } from '../usecases/patrol/record-patrol.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { loadRentalHouse, RentalHouse } from './rental-house.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A patrol of the public areas of a rental house (巡查记录). It is no inspection.',
})
export class Patrol {
  @Field(() => IdType, { description: 'As the client made it, or as it was given.' })
  id!: string;

  @Field(() => DateScalar, { description: 'Day of the patrol.' })
  patrolledOn!: string;

  @Field(() => String, { description: 'Who was there.' })
  officerName!: string;

  @Field(() => [String], { description: 'Codes of check items that seemed not in order.' })
  observedItemCodes!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Remark.' })
  note!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordedAt!: string;
}

@InputType({
  description:
    'A patrol of the public areas of a house of the own station. Rooms are never entered on patrol.',
})
export class RecordPatrolInput extends Act {
  @Field(() => IdType, {
    nullable: true,
    description:
      '`pat_` and a UUID made by the client: a phone with a poor line may send the patrol again, however late. Given by the service when absent.',
  })
  patrolId?: string | null;

  @Field(() => IdType, { description: 'The rental house.' })
  houseId!: string;

  @Field(() => DateScalar, { description: 'Day of the patrol; not in the future.' })
  patrolledOn!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Codes of check items that seemed not in order, at most 50: clues for the next inspection (线索), never findings.',
  })
  observedItemCodes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Remark, at most 1,000 characters.' })
  note?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a patrol.' })
export class RecordPatrolPayload extends Payload {
  @Field(() => Patrol, { nullable: true, description: 'The patrol as it is on file.' })
  patrol?: Patrol | null;

  @Field(() => Int, { nullable: true, description: 'Patrols of that month that are still to be done.' })
  outstanding?: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A rental house whose patrols of the month are not yet done: where to go, and nothing about why.',
})
export class PatrolListEntry {
  @Field(() => IdType, { description: 'The rental house, to record a patrol of it.' })
  houseId!: string;

  @Field(() => String, { description: 'Standard-address code (标准地址编码).' })
  addressCode!: string;

  @Field(() => String, { description: 'Address in words.' })
  address!: string;

  @Field(() => Int, { description: 'Patrols due in the month.' })
  perMonth!: number;

  @Field(() => Int, { description: 'Patrols done in the month.' })
  done!: number;

  @Field(() => Int, { description: 'Patrols still to be done.' })
  outstanding!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A check item that seemed not in order.' })
export class ObservedItem {
  @Field(() => String, { description: 'Code of the check item.' })
  code!: string;

  @Field(() => String, { description: 'The check item in words.' })
  label!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a patrol has seen and no inspection has looked at since (巡查线索).',
})
export class PatrolClue {
  @Field(() => DateScalar, { description: 'Day of the patrol.' })
  observedOn!: string;

  @Field(() => String, { description: 'Who saw it.' })
  officerName!: string;

  @Field(() => [ObservedItem], { description: 'What seemed not in order.' })
  items!: readonly ObservedItem[];

  @Field(() => String, { nullable: true, description: 'Remark.' })
  note!: string | null;

  houseId!: string;
}

export const PatrolListEntryConnection = connectionOf(PatrolListEntry, 'PatrolListEntry');
export const PatrolClueConnection = connectionOf(PatrolClue, 'PatrolClue');

function entryOf({ houseId, ...line }: PatrolLine): PatrolListEntry {
  return { ...line, houseId: globalId(ID.rentalHouse, houseId) };
}

function clueOf({ items, ...clue }: ClueRow, locale: Locale): PatrolClue {
  const labelled = items.map(({ code, labelZh, labelEn }) => ({
    code,
    label: locale === 'en' ? labelEn : labelZh,
  }));
  return { ...clue, items: labelled };
}

@Resolver(() => PatrolClue)
export class PatrolResolver {
  @Query(() => PatrolListEntryConnection, {
    complexity: connectionCost,
    description:
      "Houses of the caller's station whose patrols of a month are not yet done, most outstanding first (巡查清单).",
  })
  async patrolList(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('month', () => DateScalar, {
      nullable: true,
      description: 'Any day of the month; today by default.',
    })
    month?: string | null,
  ) {
    const day = month ?? context.today;
    const request = pageRequest(page, ['number', 'uuid']);
    return connectionFor(request, await listPatrols(context, day, request), {
      nodeOf: entryOf,
      keysetOf: (row) => [row.outstanding, row.houseId],
      countAll: () => countPatrols(context, day),
    });
  }

  @Query(() => PatrolClueConnection, {
    complexity: connectionCost,
    description:
      "Clues of patrols of the caller's station, each open until the house is next inspected, those that wait longest first.",
  })
  async patrolClues(@Ctx() context: Context, @Args(() => PageArguments) page: PageArguments) {
    const request = pageRequest(page, ['date', 'uuid']);
    return connectionFor(request, await listClues(context, request), {
      nodeOf: (row) => clueOf(row, context.locale),
      keysetOf: (row) => [row.observedOn, row.id],
      countAll: () => countClues(context),
    });
  }

  @FieldResolver(() => RentalHouse, { nullable: true, description: 'The house.' })
  house(@Root() { houseId }: PatrolClue, @Ctx() context: Context): Promise<RentalHouse | null> {
    return loadRentalHouse(context, houseId);
  }

  @Mutation(() => RecordPatrolPayload, {
    description:
      'Records a patrol: once for each house, day and officer. Neither tier nor due date changes, and nothing is found: that is for inspections.',
  })
  async recordPatrol(
    @Arg('input', () => RecordPatrolInput, { description: 'What is to be done, with an idempotency key.' })
    input: RecordPatrolInput,
    @Ctx() context: Context,
  ) {
    const outcome = await recordPatrol(context, {
      ...input,
      houseId: uuidIn(input.houseId, ID.rentalHouse),
      patrolId: input.patrolId == null ? null : madeByClient(input.patrolId),
    });
    return payloadOf(context, outcome, ({ patrol, outstanding }) => ({
      outstanding,
      patrol: { ...patrol, id: globalId(ID.patrol, patrol.id) },
    }));
  }
}

function madeByClient(id: string): string {
  const parsed = parseGlobalId(id, ID.patrol);
  if (parsed === null) throw new DomainError('BAD_USER_INPUT', { field: ['input', 'patrolId'] });
  return parsed.uuid;
}

/** Whoever patrols public areas: officers of the station, auxiliaries and grid workers. */
const onPatrol = allow('STATION_OFFICER', 'AUXILIARY', 'GRID_WORKER');

export const patrolAccess: AccessMap = {
  Query: { patrolList: onPatrol, patrolClues: allow('STATION_OFFICER') },
  Mutation: { recordPatrol: onPatrol },
  Patrol: inheritedFields('id', 'patrolledOn', 'officerName', 'observedItemCodes', 'note', 'recordedAt'),
  RecordPatrolPayload: { ...payloadFields, ...inheritedFields('patrol', 'outstanding') },
  PatrolListEntry: inheritedFields('houseId', 'addressCode', 'address', 'perMonth', 'done', 'outstanding'),
  PatrolClue: inheritedFields('observedOn', 'officerName', 'items', 'note', 'house'),
  ObservedItem: inheritedFields('code', 'label'),
  ...connectionAccess('PatrolListEntry', 'PatrolClue'),
};
