import {
  Arg,
  Args,
  Ctx,
  Field,
  ID as IdType,
  InputType,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { maskCitizenNumber, maskName } from '../domain/masking.js';
import { globalId, ID } from '../http/global-id.js';
import type { Context } from '../usecases/context.js';
import { endRepresentative } from '../usecases/representative/end-representative.js';
import {
  countRepresentatives,
  listRepresentatives,
} from '../usecases/representative/list-representatives.js';
import { registerRepresentative } from '../usecases/representative/register-representative.js';
import type { RepresentativeRow } from '../usecases/screening-loaders.js';
import { type AccessMap, allow, inherited, inheritedFields } from './access.js';
import { Act, Payload, payloadFields, payloadOf } from './act.js';
import { enumOf } from './enum-of.js';
import { uuidIn } from './ids.js';
import {
  connectionAccess,
  connectionCost,
  connectionFor,
  connectionOf,
  PageArguments,
  pageRequest,
} from './paging.js';
import { PersonInput } from './person.js';
import { CreditCodeScalar, DateScalar, DateTimeScalar } from './scalars.js';

export const RepresentativeRole = enumOf('LEGAL_REPRESENTATIVE', 'AGENT');
registerEnumType(RepresentativeRole, {
  name: 'RepresentativeRole',
  description: 'As what somebody represents an enterprise.',
  valuesConfig: {
    LEGAL_REPRESENTATIVE: { description: '法定代表人（负责人、经营者）' },
    AGENT: { description: '经办人，凭授权委托书' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A natural person who may see the credit of an enterprise in its name, as registered at a counter. Always masked.',
})
export class Representative {
  @Field(() => IdType, { description: 'For `endRepresentative`.' })
  id!: string;

  @Field(() => CreditCodeScalar, { description: 'The enterprise.' })
  creditCode!: string;

  @Field(() => String, { description: 'First character of the name and asterisks.' })
  personName!: string;

  @Field(() => String, { nullable: true, description: 'Citizen number, masked.' })
  citizenNumber!: string | null;

  @Field(() => RepresentativeRole, { description: 'As what.' })
  role!: string;

  @Field(() => String, { description: 'Number of the paper that was shown.' })
  documentNumber!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  fromOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day by the paper; null: it names none.' })
  untilOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it holds no more; null: nobody has ended it.',
  })
  endedOn!: string | null;

  @Field(() => String, { description: 'The office at whose counter it was registered.' })
  officeName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The officer who has registered it; told to offices only, null for everybody else.',
  })
  registeredBy!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  registeredAt!: string;
}

export const RepresentativeConnection = connectionOf(Representative, 'Representative');

export function representativeOf(row: RepresentativeRow): Representative {
  const { personName, citizenNumber } = row;
  return {
    ...row,
    id: globalId(ID.representative, row.id),
    personName: maskName(personName),
    citizenNumber: citizenNumber === null ? null : maskCitizenNumber(citizenNumber),
  };
}

@InputType({ description: 'Somebody who represents an enterprise.' })
export class RegisterRepresentativeInput extends Act {
  @Field(() => CreditCodeScalar, { description: 'The enterprise, of the jurisdiction.' })
  creditCode!: string;

  @Field(() => PersonInput, { description: 'Who.' })
  person!: PersonInput;

  @Field(() => RepresentativeRole, { description: 'As what.' })
  role!: keyof typeof RepresentativeRole;

  @Field(() => String, {
    description:
      'Number of the paper that was shown: licence (营业执照) or power of attorney (授权委托书); at most 100 characters.',
  })
  documentNumber!: string;

  @Field(() => DateScalar, { description: 'First day; not in the future.' })
  fromOn!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day by the paper, today or later; absent when it names none.',
  })
  untilOn?: string | null;
}

@InputType({ description: 'Somebody who represents an enterprise no more.' })
export class EndRepresentativeInput extends Act {
  @Field(() => IdType, { description: 'Who.' })
  representativeId!: string;

  @Field(() => DateScalar, {
    description: 'First day on which it holds no more: not before its first day, not in the future.',
  })
  endedOn!: string;
}

/** What both acts answer. */
@ObjectType({ simpleResolvers: true })
abstract class RepresentativePayload extends Payload {
  @Field(() => Representative, { nullable: true, description: 'As it is on file now.' })
  representative?: Representative | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a registration.' })
export class RegisterRepresentativePayload extends RepresentativePayload {}

@ObjectType({ simpleResolvers: true, description: 'What was ended.' })
export class EndRepresentativePayload extends RepresentativePayload {}

@Resolver()
export class RepresentativeResolver {
  @Query(() => RepresentativeConnection, {
    complexity: connectionCost,
    description: 'Who has been registered as representing an enterprise of the jurisdiction, newest first.',
  })
  async representatives(
    @Arg('creditCode', () => CreditCodeScalar, { description: 'The enterprise.' }) creditCode: string,
    @Ctx() context: Context,
    @Args(() => PageArguments) page: PageArguments,
  ) {
    const request = pageRequest(page, ['uuid']);
    return connectionFor(request, await listRepresentatives(context, creditCode, request), {
      nodeOf: representativeOf,
      keysetOf: (row) => [row.id],
      countAll: () => countRepresentatives(context, creditCode),
    });
  }

  @Mutation(() => RegisterRepresentativePayload, {
    description:
      'Registers at the counter of the credit office who may see the credit of an enterprise in its name (法定代表人、经办人登记).',
  })
  async registerRepresentative(
    @Arg('input', () => RegisterRepresentativeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: RegisterRepresentativeInput,
    @Ctx() context: Context,
  ) {
    return payloadOf(context, await registerRepresentative(context, input), (result) =>
      loadOf(context, result),
    );
  }

  @Mutation(() => EndRepresentativePayload, {
    description: 'Ends that somebody represents an enterprise; he then sees nothing of it any more.',
  })
  async endRepresentative(
    @Arg('input', () => EndRepresentativeInput, {
      description: 'What is to be done, with an idempotency key.',
    })
    input: EndRepresentativeInput,
    @Ctx() context: Context,
  ) {
    const representativeId = uuidIn(input.representativeId, ID.representative);
    const outcome = await endRepresentative(context, { ...input, representativeId });
    return payloadOf(context, outcome, (result) => loadOf(context, result));
  }
}

async function loadOf({ loaders }: Context, { representativeId }: { representativeId: string }) {
  const row = await loaders.representative.load(representativeId);
  return { representative: row === null ? null : representativeOf(row) };
}

const counter = allow('APPROVAL_OFFICER', 'CREDIT_CLERK');

export const representativeAccess: AccessMap = {
  Query: { representatives: counter },
  Mutation: { registerRepresentative: allow('CREDIT_CLERK'), endRepresentative: counter },
  Representative: inheritedFields(
    'id',
    'creditCode',
    'personName',
    'citizenNumber',
    'role',
    'documentNumber',
    'fromOn',
    'untilOn',
    'endedOn',
    'officeName',
    'registeredBy',
    'registeredAt',
  ),
  RegisterRepresentativePayload: { ...payloadFields, representative: inherited },
  EndRepresentativePayload: { ...payloadFields, representative: inherited },
  ...connectionAccess('Representative'),
};
