import { Field, ID as IdType, InterfaceType } from 'type-graphql';
import { typeNameOf } from './ids.js';

@InterfaceType({ description: 'Whatever has an id of its own and can be found by it.', resolveType: typeNameOf })
export abstract class Node {
  @Field(() => IdType, { description: 'Opaque; for `node` and `nodes`.' })
  id!: string;
}
