import { ArgsType, Field } from 'type-graphql';
import type { Moment } from '../usecases/moment.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

/** How the two times of a question are described wherever they can be asked. */
const VALID_AT = { nullable: true, description: 'As of this day (有效日期); today by default.' } as const;
const KNOWN_AT = {
  nullable: true,
  description:
    'As it was known at this moment (知悉时点); now by default. Before anything was known the answer is the error NOTHING_KNOWN.',
} as const;

/** The two times of a question. */
@ArgsType()
export class MomentArguments {
  @Field(() => DateScalar, VALID_AT)
  validAt?: string | null;

  @Field(() => DateTimeScalar, KNOWN_AT)
  knownAt?: string | null;
}

export function momentOf({ validAt, knownAt }: MomentArguments): Moment {
  return { validAt: validAt ?? null, knownAt: knownAt ?? null };
}
