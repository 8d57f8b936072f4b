import {
  Arg,
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
import { ID, globalId } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { changeTeam } from '../usecases/team/change-team.js';
import { formTeam } from '../usecases/team/form-team.js';
import { listTeams, type TeamRow } from '../usecases/team/list-teams.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { uuidIn } from './ids.js';
import { Node } from './node.js';
import { DateTimeScalar } from './scalars.js';
import { Colleague } from './viewer.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Officers of a police station who go on rounds together (检查组).',
})
export class InspectionTeam extends Node {
  @Field(() => String, { description: 'Name, unique among the teams in service of the station.' })
  name!: string;

  @Field(() => Int, { description: 'Houses that it visits on a day of work, at most.' })
  capacityPerDay!: number;

  @Field(() => [String], { description: 'Village grids (网格) that it goes to before any other team does.' })
  gridCodes!: readonly string[];

  @Field(() => Boolean, { description: 'Whether it is in service: rounds are planned for such teams only.' })
  active!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its calendar address (日历订阅) was issued; null where there is none.',
  })
  calendarFeedIssuedAt!: string | null;

  uuid!: string;
}

@InputType({ description: 'A team to be formed.' })
export class FormTeamInput extends Act {
  @Field(() => String, { description: 'At most 40 characters.' })
  name!: string;

  @Field(() => Int, { description: 'Houses a day, 1–200.' })
  capacityPerDay!: number;

  @Field(() => [IdType], {
    description:
      'Officers of the own station, at most 20. Two of them at least are police officers: two go on every visit.',
  })
  memberIds!: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Grids that it goes to first, at most 100; none when absent.',
  })
  gridCodes?: string[] | null;
}

@InputType({ description: 'What is to be changed of a team; what is absent stays.' })
export class ChangeTeamInput extends Act {
  @Field(() => IdType, { description: 'The team.' })
  teamId!: string;

  @Field(() => String, { nullable: true, description: 'At most 40 characters.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'Houses a day, 1–200.' })
  capacityPerDay?: number | null;

  @Field(() => [IdType], {
    nullable: true,
    description: 'All members from now on, at most 20; two of them at least are police officers.',
  })
  memberIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All grids that it goes to first from now on, at most 100.',
  })
  gridCodes?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False takes it out of service: its rounds wait to be planned anew, and its calendar address ends.',
  })
  active?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a team.' })
export class TeamPayload extends Payload {
  @Field(() => InspectionTeam, { nullable: true, description: 'The team as it is now.' })
  team?: InspectionTeam | null;
}

export function inspectionTeamOf(row: TeamRow): InspectionTeam {
  const { id: uuid, name, capacityPerDay, gridCodes, active, feedIssuedAt } = row;
  const id = globalId(ID.team, uuid);
  return { id, uuid, name, capacityPerDay, gridCodes, active, calendarFeedIssuedAt: feedIssuedAt };
}

/** A team of the caller's station. */
export async function loadTeam(context: Context, uuid: string): Promise<InspectionTeam | null> {
  const row = await context.loaders.team.load(uuid);
  return row === null ? null : inspectionTeamOf(row);
}

@Resolver(() => InspectionTeam)
export class InspectionTeamResolver {
  @Query(() => [InspectionTeam], {
    description: "The teams of the caller's station by name, at most 200.",
  })
  async inspectionTeams(
    @Ctx() context: Context,
    @Arg('withInactive', () => Boolean, {
      defaultValue: false,
      description: 'Whether teams out of service are listed, too, after the others.',
    })
    withInactive: boolean,
  ): Promise<InspectionTeam[]> {
    return (await listTeams(context, withInactive)).map(inspectionTeamOf);
  }

  @Mutation(() => TeamPayload, {
    description: "Forms a team of the caller's station. Rounds are planned for it from the next planning on.",
  })
  async formTeam(
    @Arg('input', () => FormTeamInput, { description: 'What is to be done, with an idempotency key.' })
    input: FormTeamInput,
    @Ctx() context: Context,
  ) {
    const outcome = await formTeam(context, { ...input, memberIds: officersIn(input.memberIds) });
    return payloadOf(context, outcome, async ({ teamId }) => ({ team: await loadTeam(context, teamId) }));
  }

  @Mutation(() => TeamPayload, {
    description:
      'Changes a team: what is given replaces what there was. Takes effect when rounds are planned next; going out of service, at once.',
  })
  async changeTeam(
    @Arg('input', () => ChangeTeamInput, { description: 'What is to be done, with an idempotency key.' })
    input: ChangeTeamInput,
    @Ctx() context: Context,
  ) {
    const { memberIds } = input;
    const outcome = await changeTeam(context, {
      ...input,
      teamId: uuidIn(input.teamId, ID.team),
      ...(memberIds == null ? {} : { memberIds: officersIn(memberIds) }),
    });
    return payloadOf(context, outcome, async ({ teamId }) => ({ team: await loadTeam(context, teamId) }));
  }

  @FieldResolver(() => [Colleague], { description: 'The officers who go on its rounds.' })
  async members(@Root() { uuid }: InspectionTeam, @Ctx() context: Context): Promise<Colleague[]> {
    const members = await context.loaders.teamMembers.load(uuid);
    return members.map(({ officerId, officerName, roles }) => ({
      id: globalId(ID.officer, officerId),
      name: officerName,
      roles,
    }));
  }
}

function officersIn(ids: readonly string[]): string[] {
  return ids.map((id) => uuidIn(id, ID.officer));
}

const station = allow('STATION_OFFICER');

export const inspectionTeamAccess: AccessMap = {
  Query: { inspectionTeams: station },
  Mutation: { formTeam: station, changeTeam: station },
  InspectionTeam: {
    ...inheritedFields('id', 'name', 'capacityPerDay', 'gridCodes', 'active', 'calendarFeedIssuedAt'),
    ...inheritedFields('members'),
  },
  TeamPayload: { ...payloadFields, team: inherited },
};
