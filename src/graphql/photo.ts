import { Field, InputType, ObjectType } from 'type-graphql';
import { inheritedFields } from './access.js';

@ObjectType({ simpleResolvers: true, description: 'A photo in the archive of the station (照片).' })
export class Photo {
  @Field(() => String, { description: 'Where it is kept.' })
  reference!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, 64 hexadecimal digits.' })
  sha256!: string;
}

@InputType({ description: 'A photo by its reference, with the hash of its bytes.' })
export class PhotoInput {
  @Field(() => String, { description: 'Where it is kept, at most 500 characters.' })
  reference!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, 64 hexadecimal digits.' })
  sha256!: string;
}

export const photoAccess = { Photo: inheritedFields('reference', 'sha256') };
