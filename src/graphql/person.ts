import { Field, InputType, ObjectType } from 'type-graphql';
import type { Person as PersonShown } from '../usecases/steps/reveal-persons.js';
import { type AccessMap, inheritedFields } from './access.js';
import { ID, globalId } from '../http/global-id.js';
import { Node } from './node.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A natural person in a role, such as the owner (房主) or manager (管理人) of a rental house. Masked unless the role and the stated purpose (`x-purpose`) allow; each look-up in clear is logged.',
})
export class Person extends Node {
  @Field(() => String, { description: 'Name, or its first character and asterisks.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Phone number, or its ends and asterisks.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'Citizen number; always masked.' })
  citizenNumber!: string | null;

  @Field(() => Boolean, { description: 'Whether name and phone are masked.' })
  masked!: boolean;
}

@InputType({ description: 'A natural person as he is registered.' })
export class PersonInput {
  @Field(() => String, { description: 'Full name, at most 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Phone number, at most 20 characters.' })
  phone?: string | null;

  @Field(() => String, { description: 'Citizen number (公民身份号码, GB 11643); the person is known by it.' })
  citizenNumber!: string;
}

export function personOf(person: PersonShown): Person {
  return { ...person, id: globalId(ID.person, person.id) };
}

export const personAccess: AccessMap = {
  Person: inheritedFields('id', 'name', 'phone', 'citizenNumber', 'masked'),
};
