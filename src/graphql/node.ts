import { Field, ID as IdType, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'Whatever has an id of its own and can be found by it.' })
export abstract class Node {
  @Field(() => IdType, { description: 'Opaque; for `node` and `nodes`.' })
  id!: string;
}
