import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { preferenceRequested } from '@parley/contracts';
import { z } from 'zod';

const { value, sender } = preferenceRequested.schema.shape;
const oneOf = [{ type: 'string' }, { type: 'number' }];

export const preferenceBodySchema = z.object({
  value,
  source: z.enum(['api', 'web_form', 'agent']).default('api'),
  sender,
});

/** For the documentation: the fields of `preferenceBodySchema`. */
export class PreferenceBody {
  @ApiProperty({ oneOf, nullable: true, example: 'M', description: 'null forgets it' })
  value!: string | number | null;
  @ApiPropertyOptional({ enum: ['api', 'web_form', 'agent'], default: 'api' }) source?: string;
  @ApiPropertyOptional({ example: '12345', description: 'The sender whose country reads dates and numbers' })
  sender?: string;
}

export class PreferenceView {
  @ApiProperty({ example: 'size' }) preference!: string;
  @ApiProperty({ oneOf, example: 'M' }) value!: string | number;
  @ApiProperty({ format: 'date-time' }) since!: string;
}

export class SubscriberPreferencesView {
  @ApiProperty({ example: '+14155550101' }) subscriber!: string;
  @ApiProperty({ example: 1, description: 'Number of changes; 0 for somebody unknown' }) version!: number;
  @ApiProperty({ type: [PreferenceView] }) preferences!: PreferenceView[];
}
