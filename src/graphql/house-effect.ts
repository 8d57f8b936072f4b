import { Field, ObjectType } from 'type-graphql';
import { inheritedFields } from './access.js';
import { Payload, payloadFields } from './act.js';
import { RentalHouse } from './rental-house.js';
import { DateScalar } from './scalars.js';

/** What every act on a rental house answers besides its own result. */
@ObjectType({ simpleResolvers: true })
export abstract class HouseEffectPayload extends Payload {
  @Field(() => RentalHouse, {
    nullable: true,
    description: 'The house as it is now, with its next due date.',
  })
  house?: RentalHouse | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier before the act.' })
  gradeBefore?: string | null;

  @Field(() => String, { nullable: true, description: 'Grade code of the tier after it.' })
  gradeAfter?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the house must be inspected next.' })
  nextDueOn?: string | null;
}

export const houseEffectFields = {
  ...payloadFields,
  ...inheritedFields('house', 'gradeBefore', 'gradeAfter', 'nextDueOn'),
};
