import { Field, InputType } from 'type-graphql';
import { Act } from './act.js';
import { DateScalar, RegionCodeScalar } from './scalars.js';
import { EnterpriseCategory } from './screening-words.js';
import { VerdictCode } from './verdict.js';

@InputType({ description: 'Who is looked at in a screening; who is not in it does not appear at all.' })
export class ScreeningPopulationInput {
  @Field(() => [RegionCodeScalar], {
    nullable: true,
    description: "Region subtrees, 1–100, inside the office's jurisdiction; all of that when absent.",
  })
  regionCodes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Leading digits of GB/T 4754-2017 industries, 1–100; all when absent.',
  })
  industryCodes?: string[] | null;

  @Field(() => [EnterpriseCategory], { nullable: true, description: 'Kinds of enterprise; all when absent.' })
  categories?: (keyof typeof EnterpriseCategory)[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Registered on this day or later.' })
  registeredFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Registered on this day or earlier.' })
  registeredTo?: string | null;
}

@InputType({ description: 'A grade that is asked for, in a sector whose grades are public.' })
export class RequiredGradeInput {
  @Field(() => String, {
    description: 'Code of the sector; never an internal one, such as the credit risk class of enterprises.',
  })
  sector!: string;

  @Field(() => [String], { description: 'Grades of its standard in force that are accepted.' })
  gradeCodes!: string[];
}

@InputType({
  description: 'What everybody of the population must meet; who does not falls out, with every reason.',
})
export class ScreeningRequirementsInput {
  @Field(() => [VerdictCode], {
    nullable: true,
    description: 'Verdicts that let through; `CLEAR` and `FAST_TRACK` when absent.',
  })
  verdicts?: (keyof typeof VerdictCode)[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of red lists (红名单), 1–20, of which one is asked for; none when absent.',
  })
  redListCodes?: string[] | null;

  @Field(() => RequiredGradeInput, { nullable: true, description: 'A grade; none is asked for when absent.' })
  grade?: RequiredGradeInput | null;
}

@InputType({ description: 'A population to be screened for one matter.' })
export class ScreenPopulationInput extends Act {
  @Field(() => String, {
    description: 'What is screened for, such as the name of a fund; at most 200 characters.',
  })
  title!: string;

  @Field(() => String, { description: 'Why; at most 200 characters. The look is logged with it.' })
  purpose!: string;

  @Field(() => String, {
    description: 'The matter, such as the number of the notice; at most 200 characters.',
  })
  matter!: string;

  @Field(() => String, { description: "Code of the approval field; one of the caller's office." })
  field!: string;

  @Field(() => ScreeningPopulationInput, { description: 'Who is looked at.' })
  population!: ScreeningPopulationInput;

  @Field(() => ScreeningRequirementsInput, { nullable: true, description: 'What they must meet.' })
  requirements?: ScreeningRequirementsInput | null;
}
