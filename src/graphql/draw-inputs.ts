import { Field, ID as IdType, InputType, Int } from 'type-graphql';
import { Act } from './act.js';
import { DrawGround, RandomnessKind } from './draw-details.js';
import { DateScalar, DecimalScalar, RegionCodeScalar } from './scalars.js';

@InputType({
  description: 'The population of a draw: objects of a region, of some industries if given.',
})
export class PopulationInput {
  @Field(() => RegionCodeScalar, { description: 'Inside this region.' })
  regionCode!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Leading digits of GB/T 4754 industries, at most 100; all when absent.',
  })
  industryCodes?: string[] | null;
}

@InputType({ description: 'Where the public randomness (公开随机数) of a draw will come from.' })
export class RandomnessInput {
  @Field(() => RandomnessKind, { description: 'Dice, or a published value.' })
  kind!: keyof typeof RandomnessKind;

  @Field(() => [IdType], {
    nullable: true,
    description: 'Of dice: officers who throw, 2–20, of the offices that take part.',
  })
  officerIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a published value: what is published and where, at most 200 characters.',
  })
  source?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Of a published value: its day, after today.',
  })
  valueOn?: string | null;
}

@InputType({ description: 'The draw in whose stead another one is made; it stays on record.' })
export class RedrawInput {
  @Field(() => IdType, { description: 'That draw; drawn or void.' })
  drawId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'A draw to be prepared.' })
export class PrepareDrawInput extends Act {
  @Field(() => String, { description: 'Title, one line of at most 200 characters.' })
  title!: string;

  @Field(() => IdType, { nullable: true, description: 'The task (抽查任务) it is drawn for.' })
  taskId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of inspection items (检查事项), at most 50; several are one visit.',
  })
  itemCodes?: string[] | null;

  @Field(() => PopulationInput, { description: 'From whom is drawn.' })
  population!: PopulationInput;

  @Field(() => String, { nullable: true, description: 'Kind of the objects; `ENTERPRISE` when absent.' })
  objectKind?: string | null;

  @Field(() => DrawGround, { nullable: true, description: 'Why is drawn; `ROUTINE` when absent.' })
  ground?: keyof typeof DrawGround | null;

  @Field(() => [IdType], {
    nullable: true,
    description: "Other offices that go along in one visit, at most 20; the caller's own always does.",
  })
  officeIds?: string[] | null;

  @Field(() => RandomnessInput, { description: 'Where public randomness will come from.' })
  randomness!: RandomnessInput;

  @Field(() => Int, { nullable: true, description: 'Inspectors for each object, 2–10; 2 when absent.' })
  inspectorsPerObject?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether pairs of the last draw shall not go together again; no when absent.',
  })
  avoidSamePair?: boolean | null;

  @Field(() => RedrawInput, { nullable: true, description: 'The draw in whose stead it is made (重新抽取).' })
  redraws?: RedrawInput | null;
}

@InputType({ description: 'A ratio to which a class is drawn.' })
export class ClassRatioInput {
  @Field(() => String, { description: 'Code of the risk class.' })
  classCode!: string;

  @Field(() => DecimalScalar, {
    description: 'Per cent with up to two places, above 0 and at most 100, in all and not in addition.',
  })
  ratioPercent!: string;
}

@InputType({ description: 'A draw to be continued.' })
export class ExtendDrawInput extends Act {
  @Field(() => IdType, { description: 'The first draw; it and what continues it must be drawn.' })
  drawId!: string;

  @Field(() => [ClassRatioInput], { description: 'Classes of which more are drawn; the others stay.' })
  ratios!: ClassRatioInput[];

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}

@InputType({ description: 'Public randomness for a draw.' })
export class EnterRandomnessInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => String, {
    description:
      'Own throws as digits 1–6, at least 10; or the value exactly as it was published, 1–500 characters.',
  })
  value!: string;
}

@InputType({ description: 'The randomness of a draw, confirmed.' })
export class WitnessRandomnessInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of a published value: the value once more, read from where it was published.',
  })
  value?: string | null;
}

@InputType({ description: 'A witnessed draw.' })
export class DrawLotsInput extends Act {
  @Field(() => IdType, { description: 'The draw.' })
  drawId!: string;
}

@InputType({ description: 'A draw to be given up.' })
export class VoidDrawInput extends Act {
  @Field(() => IdType, { description: 'The draw; its randomness is not witnessed yet.' })
  drawId!: string;

  @Field(() => String, { description: 'Why, at most 500 characters.' })
  reason!: string;
}
