import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class CaseView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: '+14155550101' }) subscriber!: string;
  @ApiProperty({ example: '12345' }) sender!: string;
  @ApiProperty({ enum: ['handoff', 'not_understood'] }) reason!: string;
  @ApiPropertyOptional({ description: 'The flow that handed off' }) flow?: string;
  @ApiPropertyOptional() step?: string;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) closedAt?: string;
  @ApiPropertyOptional({ enum: ['released', 'idle', 'opted_out'] }) closedBy?: string;
}

export class CaseMessageView {
  @ApiProperty({ enum: ['subscriber', 'agent'] }) by!: string;
  @ApiPropertyOptional({ description: 'Who answered, as the desk calls them' }) agent?: string;
  @ApiProperty() text!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class CaseWithMessagesView extends CaseView {
  @ApiProperty({ type: [CaseMessageView] }) messages!: CaseMessageView[];
}

/** What an agent sends. */
export class CaseReplyBody {
  @ApiProperty({ minLength: 1, maxLength: 1600 }) text!: string;
  @ApiPropertyOptional({ maxLength: 80 }) agent?: string;
  @ApiPropertyOptional({ description: 'True: the case is released with it' }) release?: boolean;
}

export class AcceptedView {
  @ApiProperty({ format: 'uuid', description: 'The id of the event that was published' }) id!: string;
}
