import { Field, InputType, ObjectType } from 'type-graphql';
import { type AccessMap, inheritedFields } from './access.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A photo by reference (照片): the picture itself stays where it was taken in.',
})
export class PhotoReference {
  @Field(() => String, { description: 'Where the photo lies.' })
  reference!: string;

  @Field(() => String, { description: 'SHA-256 of the file, 64 hexadecimal digits.' })
  sha256!: string;
}

@InputType({ description: 'A photo by reference, at most ten with each act.' })
export class PhotoReferenceInput {
  @Field(() => String, { description: 'Where the photo lies, at most 300 characters.' })
  reference!: string;

  @Field(() => String, { description: 'SHA-256 of the file, 64 hexadecimal digits in lower case.' })
  sha256!: string;
}

export const photoReferenceAccess: AccessMap = { PhotoReference: inheritedFields('reference', 'sha256') };
