import {
  Args,
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { addDays } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';
import type { Context } from '../usecases/context.js';
import { countInspectors, type InspectorRow, listInspectors } from '../usecases/inspector/list-inspectors.js';
import type { ConflictRow } from '../usecases/register-loaders.js';
import { globalId, ID } from '../http/global-id.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { seesRisk } from './risk-access.js';
import { DateScalar } from './scalars.js';

/** A year: nobody plans renewals further ahead. */
const MOST_DAYS = 366;

@ObjectType({
  simpleResolvers: true,
  description:
    'A conflict of interest (回避): he is not drawn for this enterprise, nor for what it answers for.',
})
export class InspectorConflict {
  @Field(() => IdType, { description: 'Opaque; to end it.' })
  id!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => DateScalar, { description: 'From this day.' })
  declaredOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day without it; null while no end is known.',
  })
  endsOn!: string | null;

  @Field(() => String, { description: 'Officer who declared it.' })
  declaredBy!: string;

  @Field(() => Boolean, { description: 'Whether the inspector declared it himself, and not his office.' })
  byHimself!: boolean;

  subjectId!: string;
}

function conflictOf({
  id,
  reason,
  declaredOn,
  endsOn,
  declaredBy,
  byHimself,
  subjectId,
}: ConflictRow): InspectorConflict {
  return { id: globalId(ID.conflict, id), reason, declaredOn, endsOn, declaredBy, byHimself, subjectId };
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'An inspector on the register (执法检查人员名录): the holder of a certificate of a law-enforcement office.',
})
export class Inspector extends Node {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Certificate number (执法证号): his public id in draws.' })
  certificateNumber!: string;

  @Field(() => DateScalar, { description: 'Last day of the certificate.' })
  certificateExpiresOn!: string;

  @Field(() => Boolean, { description: 'Whether the certificate has ended: he is not drawn.' })
  isExpired!: boolean;

  @Field(() => String, { description: 'His office.' })
  officeName!: string;

  @Field(() => IdType, {
    nullable: true,
    description: 'The officer who he is; null where he has no account.',
  })
  officerId!: string | null;

  @Field(() => [String], { description: 'Codes of his specialties (专业).' })
  specialties!: readonly string[];

  @Field(() => [String], {
    description: 'Region subtrees that he works in; empty: the whole jurisdiction of his office.',
  })
  areaCodes!: readonly string[];

  @Field(() => Boolean, { description: 'Whether he is in service.' })
  active!: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'Since when he is out of service.' })
  retiredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why he is out of service.' })
  retiredReason!: string | null;

  uuid!: string;
}

export const InspectorConnection = connectionOf(Inspector, 'Inspector');

export function inspectorOf(row: InspectorRow, today: string): Inspector {
  const { id: uuid, name, certificateNumber, certificateExpiresOn, officeName, active } = row;
  const { specialties, areaCodes, retiredOn, retiredReason } = row;
  return {
    ...{ uuid, name, certificateNumber, certificateExpiresOn, officeName, active },
    ...{ specialties, areaCodes, retiredOn, retiredReason },
    id: globalId(ID.inspector, uuid),
    officerId: row.officerId === null ? null : globalId(ID.officer, row.officerId),
    isExpired: certificateExpiresOn < today,
  };
}

@InputType({ description: 'Which inspectors are wanted.' })
export class InspectorFilter {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only those in service whose certificate ends by this day.',
  })
  expiringBy?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those with this specialty.' })
  specialty?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether those out of service are listed, too; no by default.',
  })
  withRetired?: boolean | null;
}

@Resolver(() => Inspector)
export class InspectorResolver {
  @Query(() => InspectorConnection, {
    complexity: connectionCost,
    description: 'Inspectors of the offices of the jurisdiction, by certificate number.',
  })
  async inspectors(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => InspectorFilter, {
      nullable: true,
      description: 'Which of them; those in service when absent.',
    })
    filter?: InspectorFilter | null,
  ) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listInspectors(context, filter ?? {}, request), {
      nodeOf: (row) => inspectorOf(row, context.today),
      keysetOf: (row) => [row.certificateNumber],
      countAll: () => countInspectors(context, filter ?? {}),
    });
  }

  @FieldResolver(() => Boolean, {
    description: 'In service, and the certificate ends within so many days or has ended (到期预警).',
  })
  expiresSoon(
    @Root() { active, certificateExpiresOn }: Inspector,
    @Ctx() { today }: Context,
    @Arg('withinDays', () => Int, { defaultValue: 90, description: '0–366.' }) withinDays: number,
  ): boolean {
    if (withinDays < 0 || withinDays > MOST_DAYS)
      throw new DomainError('BAD_USER_INPUT', {
        field: ['withinDays'],
        facts: { least: 0, most: MOST_DAYS },
      });
    return active && certificateExpiresOn <= addDays(today, withinDays);
  }

  @FieldResolver(() => [InspectorConflict], {
    complexity: ({ childComplexity }) => 5 + 5 * childComplexity,
    description: 'His conflicts of interest, those that have ended included, newest first.',
  })
  async conflicts(@Root() { uuid }: Inspector, @Ctx() context: Context): Promise<InspectorConflict[]> {
    return (await context.loaders.conflictsOfInspector.load(uuid)).map(conflictOf);
  }
}

@Resolver(() => InspectorConflict)
export class InspectorConflictResolver {
  @FieldResolver(() => Enterprise, { nullable: true, description: 'The enterprise.' })
  async enterprise(
    @Root() { subjectId }: InspectorConflict,
    @Ctx() context: Context,
  ): Promise<Enterprise | null> {
    const row = await context.loaders.enterprise.load(subjectId);
    return row === null ? null : enterpriseOf(row);
  }
}

export const inspectorAccess: AccessMap = {
  Query: { inspectors: seesRisk },
  Inspector: {
    ...inheritedFields('id', 'name', 'certificateNumber', 'certificateExpiresOn', 'expiresSoon', 'isExpired'),
    ...inheritedFields(
      'officeName',
      'officerId',
      'specialties',
      'areaCodes',
      'active',
      'retiredOn',
      'retiredReason',
    ),
    conflicts: inherited,
  },
  InspectorConflict: inheritedFields(
    'id',
    'reason',
    'declaredOn',
    'endsOn',
    'declaredBy',
    'byHimself',
    'enterprise',
  ),
  ...connectionAccess('Inspector'),
};
