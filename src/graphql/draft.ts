import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Arg,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import { findDraft } from '../usecases/draft/find-draft.js';
import { countDrafts, type DraftRow, listDrafts } from '../usecases/draft/list-drafts.js';
import { findSimulations } from '../usecases/simulation/find-simulations.js';
import { globalId, ID } from '../http/global-id.js';
import { type AccessMap, allow, inheritedFields } from './access.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { DateScalar, DateTimeScalar } from './scalars.js';
import { Simulation, simulationOf } from './simulation.js';
import { DEFINITION_COST } from './standard.js';
import { TreatmentObject, treatmentOf } from './treatment.js';

export const DraftKind = { STANDARD: 'STANDARD', POLICY: 'POLICY' } as const;
registerEnumType(DraftKind, {
  name: 'DraftKind',
  description: 'What is drafted.',
  valuesConfig: {
    STANDARD: { description: 'A whole standard with its treatments (评价标准).' },
    POLICY: { description: 'Treatments for the grades of the standard in force (分级措施).' },
  },
});

export const DraftState = {
  DRAFT: 'DRAFT',
  SIMULATED: 'SIMULATED',
  APPROVED: 'APPROVED',
  PUBLISHED: 'PUBLISHED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
registerEnumType(DraftState, {
  name: 'DraftState',
  description: 'How far a draft has come.',
  valuesConfig: {
    DRAFT: { description: 'Written down (草案).' },
    SIMULATED: { description: 'Tried on everybody (已模拟).' },
    APPROVED: { description: 'Approved by a second person (已批准).' },
    PUBLISHED: { description: 'Published, never to be edited (已发布).' },
    WITHDRAWN: { description: 'Taken back (已撤回).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A standard or policy on its way (标准草案): drafted, tried on everybody, approved by a second person, published.',
})
export class RuleDraft extends Node {
  @Field(() => DraftKind, { description: 'What is drafted.' })
  kind!: DraftRow['kind'];

  @Field(() => String, { description: 'Code of the sector.' })
  sector!: string;

  @Field(() => String, { description: 'Version of the standard, or name of the change of policy.' })
  version!: string;

  @Field(() => DraftState, { description: 'How far it has come.' })
  state!: DraftRow['state'];

  @Field(() => [TreatmentObject], { description: 'The treatments that would be published with it.' })
  treatments!: TreatmentObject[];

  @Field(() => String, { description: 'Officer who drafted it.' })
  draftedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was drafted.' })
  draftedAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Officer who approved it, never the one who drafted it.',
  })
  approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved.' })
  approvedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Officer who published it.' })
  publishedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' })
  publishedAt!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'In force from this day, once it is published.' })
  inForceFrom!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Until this day it is tried anew every night beside the version in force (影子运行).',
  })
  shadowUntil!: string | null;

  uuid!: string;
  row!: DraftRow;
}

export const RuleDraftConnection = connectionOf(RuleDraft, 'RuleDraft');

export function draftOf(row: DraftRow, { locale }: Context): RuleDraft {
  const { kind, sector, version, state, draftedAt, approvedAt, publishedAt, inForceFrom } = row;
  return {
    ...{ kind, sector, version, state, draftedAt, approvedAt, publishedAt, inForceFrom },
    uuid: row.id,
    id: globalId(ID.draft, row.id),
    row,
    treatments: row.treatments.map((treatment) => treatmentOf({ ...treatment, sector }, locale)),
    draftedBy: row.draftedByName,
    approvedBy: row.approvedByName,
    publishedBy: row.publishedByName,
    shadowUntil: row.shadowUntilOn,
  };
}

/** A draft that the caller's office is in charge of. */
export async function loadDraft(context: Context, uuid: string): Promise<RuleDraft | null> {
  const row = await findDraft(context, uuid);
  return row === null ? null : draftOf(row, context);
}

@Resolver(() => RuleDraft)
export class DraftResolver {
  @Query(() => RuleDraftConnection, {
    complexity: connectionCost,
    description: 'Drafts of the sectors that the office is in charge of, newest first.',
  })
  async ruleDrafts(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('sector', () => String, { nullable: true, description: 'Only of this sector.' })
    sector?: string | null,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listDrafts(context, sector ?? null, request), {
      nodeOf: (row) => draftOf(row, context),
      keysetOf: (row) => [row.id],
      countAll: () => countDrafts(context, sector ?? null),
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: DEFINITION_COST,
    description: 'The standard as JSON text; null for a policy.',
  })
  definition(@Root() { row }: RuleDraft): string | null {
    return row.definition === null ? null : JSON.stringify(row.definition);
  }

  @FieldResolver(() => [Simulation], {
    complexity: ({ args, childComplexity }) => 10 + (args as { first: number }).first * childComplexity,
    description: 'The last trials of the draft, newest first; of a shadow run there is one for each night.',
  })
  async simulations(
    @Root() { uuid }: RuleDraft,
    @Ctx() context: Context,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1–100.' }) first: number,
  ): Promise<Simulation[]> {
    const { limit } = pageRequest({ first }, []);
    return (await findSimulations(context, uuid, limit)).map(simulationOf);
  }
}

export const draftAccess: AccessMap = {
  Query: { ruleDrafts: allow('STANDARD_OFFICER') },
  RuleDraft: inheritedFields(
    'id',
    'kind',
    'sector',
    'version',
    'state',
    'definition',
    'treatments',
    'draftedBy',
    'draftedAt',
    'approvedBy',
    'approvedAt',
    'publishedBy',
    'publishedAt',
    'inForceFrom',
    'shadowUntil',
    'simulations',
  ),
  ...connectionAccess('RuleDraft'),
};
