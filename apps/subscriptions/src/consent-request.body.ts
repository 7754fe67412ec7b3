import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { consentRequested } from '@parley/contracts';
import { z } from 'zod';

const { sender, program, action, disclosure } = consentRequested.schema.shape;

/** What may be asked for over HTTP; a number comes as people write it. */
export const consentRequestSchema = z.object({
  subscriber: z.string().min(1).max(64),
  sender,
  program,
  action,
  source: z.enum(['web_form', 'api', 'email', 'voice']).default('api'),
  disclosure,
  idempotencyKey: z.string().min(1).max(200).optional(),
});

class DisclosureBody {
  @ApiProperty({ description: 'The words the person agreed to, verbatim' }) text!: string;
  @ApiProperty({ example: '2026-11' }) version!: string;
}

/** For the documentation: the fields of `consentRequestSchema`. */
export class ConsentRequestBody {
  @ApiProperty({ example: '+14155550101', description: "E.164, or as written in the sender's country" })
  subscriber!: string;
  @ApiProperty({ example: '12345' }) sender!: string;
  @ApiPropertyOptional({
    example: 'sweater-club',
    description: "Absent with opt_in: the sender's only program; with opt_out: everything on the sender",
  })
  program?: string;
  @ApiProperty({ enum: ['opt_in', 'opt_out'] }) action!: string;
  @ApiPropertyOptional({ enum: ['web_form', 'api', 'email', 'voice'], default: 'api' }) source?: string;
  @ApiPropertyOptional({
    type: DisclosureBody,
    description: 'Needed for an opt-in, unless the program has a `disclosureText`',
  })
  disclosure?: DisclosureBody;
  @ApiPropertyOptional({ description: 'The same key with the same fields is the same request' })
  idempotencyKey?: string;
}
