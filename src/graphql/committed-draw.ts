import { Field, Int, ObjectType } from 'type-graphql';
import { RandomnessKind } from './draw-details.js';
import { Node } from './node.js';
import { DateScalar } from './scalars.js';

/** What is frozen when a draw is committed to, and published before anybody can know its lots. */
@ObjectType({ simpleResolvers: true })
export abstract class CommittedDraw extends Node {
  @Field(() => String, { description: 'SHA-256 of the roster (名录) behind the salt of the lists.' })
  rosterHash!: string;

  @Field(() => Int, { description: 'Number of objects on the roster.' })
  rosterSize!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Root of the tree by which every object can check its own line, 64 hexadecimal digits.',
  })
  merkleRoot!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the sizes of the strata, salted.' })
  sizesHash!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the ratios, salted.' })
  ratiosHash!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the inspectors, salted.' })
  inspectorsHash!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the exclusions, salted.' })
  exclusionsHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Commitment (承诺值): SHA-256 of a secret that is told once lots are drawn.',
  })
  commitment!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Commitment to the key of the salts, which only oversight is told.',
  })
  saltsCommitment!: string | null;

  @Field(() => Int, { description: 'Inspectors for each object.' })
  inspectorsPerObject!: number;

  @Field(() => [String], {
    description: 'An inspector needs one of these specialties; empty: none is needed.',
  })
  specialties!: readonly string[];

  @Field(() => DateScalar, { description: 'Day on which certificates must be valid.' })
  drawOn!: string;

  @Field(() => RandomnessKind, { nullable: true, description: 'Where public randomness comes from.' })
  randomnessKind!: string | null;

  @Field(() => String, { nullable: true, description: 'What is published, and where.' })
  randomnessSource!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the published value.' })
  randomnessValueOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Without witnessed randomness by this day it is void.',
  })
  randomnessDueOn!: string | null;
}
