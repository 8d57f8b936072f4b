import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../usecases/context.js';
import type { Outcome } from '../usecases/command.js';
import {
  countInspectionObjects,
  type InspectionObjectRow,
  listInspectionObjects,
} from '../usecases/inspection-object/list-inspection-objects.js';
import { registerInspectionObject } from '../usecases/inspection-object/register-inspection-object.js';
import { retireInspectionObject } from '../usecases/inspection-object/retire-inspection-object.js';
import { DomainError } from '../domain/refusal.js';
import { globalId, ID } from '../http/global-id.js';
import { type AccessMap, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { Enterprise, enterpriseOf } from './enterprise.js';
import { uuidIn } from './ids.js';
import { ObjectKindEnum } from './inspection-item.js';
import { Node } from './node.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { regulatesRisk, seesRisk } from './risk-access.js';
import { CreditCodeScalar, DateScalar, RegionCodeScalar } from './scalars.js';

type Kind = InspectionObjectRow['kind'];

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A product, project or conduct on the register of objects (检查对象名录). Enterprises stand in their own register.',
})
export class InspectionObject extends Node {
  @Field(() => String, { description: 'Public id: what its ticket is made of in draws.' })
  publicId!: string;

  @Field(() => ObjectKindEnum, { description: 'PRODUCT, PROJECT or CONDUCT.' })
  kind!: string;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => RegionCodeScalar, { description: 'Where it is.' })
  regionCode!: string;

  @Field(() => Boolean, { description: 'Whether it can be drawn.' })
  active!: boolean;

  @Field(() => DateScalar, { description: 'On the register since.' })
  registeredOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Since when it is off the register.' })
  retiredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is off the register.' })
  retiredReason!: string | null;

  subjectId!: string;
}

export const InspectionObjectConnection = connectionOf(InspectionObject, 'InspectionObject');

export function inspectionObjectOf({ id, ...row }: InspectionObjectRow): InspectionObject {
  return { ...row, id: globalId(ID.inspectionObject, id) };
}

@InputType({ description: 'Which objects are wanted.' })
export class InspectionObjectFilter {
  @Field(() => ObjectKindEnum, { nullable: true, description: 'Of this kind.' })
  kind?: string | null;

  @Field(() => RegionCodeScalar, { nullable: true, description: 'Inside this region.' })
  regionCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether those off the register are listed, too; no by default.',
  })
  withRetired?: boolean | null;
}

@InputType({ description: 'An object to be entered on the register.' })
export class RegisterInspectionObjectInput extends Act {
  @Field(() => ObjectKindEnum, { description: 'PRODUCT, PROJECT or CONDUCT.' })
  kind!: string;

  @Field(() => String, { description: 'Public id, unique: 1–64 of `0-9 A-Z a-z . _ -`.' })
  publicId!: string;

  @Field(() => String, { description: 'Name, at most 200 characters.' })
  name!: string;

  @Field(() => CreditCodeScalar, { description: 'Enterprise that answers for it, inside the jurisdiction.' })
  creditCode!: string;

  @Field(() => RegionCodeScalar, {
    nullable: true,
    description: 'Where it is; the region of the enterprise when absent.',
  })
  regionCode?: string | null;
}

@InputType({ description: 'An object that leaves the register.' })
export class RetireInspectionObjectInput extends Act {
  @Field(() => IdType, { description: 'The object.' })
  objectId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an object.' })
export class InspectionObjectPayload extends Payload {
  @Field(() => InspectionObject, {
    nullable: true,
    description: 'The object as it stands on the register now.',
  })
  object?: InspectionObject | null;
}

const INPUT = { description: 'What is to be done, with an idempotency key.' };

@Resolver(() => InspectionObject)
export class InspectionObjectResolver {
  @Query(() => InspectionObjectConnection, {
    complexity: connectionCost,
    description: 'Products, projects and conduct of the jurisdiction that can be inspected, by public id.',
  })
  async inspectionObjects(
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => InspectionObjectFilter, {
      nullable: true,
      description: 'Which of them; all on the register when absent.',
    })
    filter?: InspectionObjectFilter | null,
  ) {
    const request = pageRequest(page, ['string']);
    return connectionFor(request, await listInspectionObjects(context, filter ?? {}, request), {
      nodeOf: inspectionObjectOf,
      keysetOf: (row) => [row.publicId],
      countAll: () => countInspectionObjects(context, filter ?? {}),
    });
  }

  @Mutation(() => InspectionObjectPayload, {
    description: 'Enters a product, project or conduct with the enterprise that answers for it.',
  })
  async registerInspectionObject(
    @Arg('input', () => RegisterInspectionObjectInput, INPUT) input: RegisterInspectionObjectInput,
    @Ctx() context: Context,
  ) {
    return answer(context, await registerInspectionObject(context, { ...input, kind: kindIn(input.kind) }));
  }

  @Mutation(() => InspectionObjectPayload, {
    description: 'Takes an object off the register: it is drawn no more.',
  })
  async retireInspectionObject(
    @Arg('input', () => RetireInspectionObjectInput, INPUT) input: RetireInspectionObjectInput,
    @Ctx() context: Context,
  ) {
    const objectId = uuidIn(input.objectId, ID.inspectionObject);
    return answer(context, await retireInspectionObject(context, { ...input, objectId }));
  }

  @FieldResolver(() => Enterprise, { nullable: true, description: 'Enterprise that answers for it.' })
  async enterprise(
    @Root() { subjectId }: InspectionObject,
    @Ctx() context: Context,
  ): Promise<Enterprise | null> {
    const row = await context.loaders.enterprise.load(subjectId);
    return row === null ? null : enterpriseOf(row);
  }
}

/** Enterprises are registered elsewhere. */
function kindIn(kind: string): Kind {
  if (kind === 'ENTERPRISE') throw new DomainError('BAD_USER_INPUT', { field: ['input', 'kind'] });
  return kind as Kind;
}

function answer(context: Context, outcome: Outcome<{ objectId: string }>) {
  return payloadOf(context, outcome, async ({ objectId }) => {
    const row = await context.loaders.inspectionObject.load(objectId);
    return { object: row === null ? null : inspectionObjectOf(row) };
  });
}

export const inspectionObjectAccess: AccessMap = {
  Query: { inspectionObjects: seesRisk },
  Mutation: { registerInspectionObject: regulatesRisk, retireInspectionObject: regulatesRisk },
  InspectionObject: inheritedFields(
    'id',
    'publicId',
    'kind',
    'name',
    'regionCode',
    'active',
    'registeredOn',
    'retiredOn',
    'retiredReason',
    'enterprise',
  ),
  InspectionObjectPayload: { ...payloadFields, object: inherited },
  ...connectionAccess('InspectionObject'),
};
